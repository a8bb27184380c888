# One region. Built from what `./atoll build` made beforehand, so that the image needs no Maven:
#
#   ./atoll build && docker build -t atoll .
#   docker run --rm -p 8000:8000 -p 8090:8090 atoll node --region us-east-1
#
# Options come as arguments or as ATOLL_* variables; `./atoll help node` lists both.
FROM eclipse-temurin:25-jre

WORKDIR /opt/atoll
COPY region-node/target/lib region-node/target/lib
COPY region-node/target/region-node.jar region-node/target/region-node.jar
COPY atoll atoll

RUN useradd --system --uid 10001 --home-dir /var/lib/atoll --create-home atoll
USER atoll
VOLUME /var/lib/atoll

ENV ATOLL_DATA=/var/lib/atoll \
    ATOLL_BIND=0.0.0.0

EXPOSE 8000 8090

HEALTHCHECK --interval=2s --timeout=5s --start-period=120s --retries=15 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8090/actuator/health/readiness"]

STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/atoll/atoll"]
CMD ["node"]
