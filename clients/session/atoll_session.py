"""Read your own writes in any region of Atoll, with boto3. Copy this file.

    session = AtollSession()
    session.join(ireland)          # clients: boto3.client("dynamodb", endpoint_url=...)
    session.join(oregon)           # of a resource: session.join(resource.meta.client)

Whatever one of these clients has written or read, the others see too, or are answered 503 (which
boto3 tries again) as long as their region is behind. One object is one session: share it between
the clients of one user's work, not between users. Safe for any number of threads.
"""

import threading

HEADER = "x-atoll-session"


class AtollSession:
    def __init__(self, token=""):
        """`token`: what `token()` said in another process."""
        self._lock = threading.Lock()
        self._tokens = [token] if token else []

    def token(self):
        """What the session has seen, to be handed on; empty before the first answer."""
        return ",".join(self._tokens)

    def join(self, client):
        """From now on this client takes part."""
        client.meta.events.register("before-call.dynamodb", self._send)
        client.meta.events.register("after-call.dynamodb", self._keep)

    def _send(self, params, context, **_):
        sent = context["atoll_sent"] = list(self._tokens)
        if sent:
            params["headers"][HEADER] = ",".join(sent)

    def _keep(self, http_response, context, **_):
        token = http_response.headers.get(HEADER)
        if not token:
            return
        covered = context.get("atoll_sent", [])
        with self._lock:
            kept = [each for each in self._tokens if each not in covered and each != token]
            self._tokens = kept + [token]
