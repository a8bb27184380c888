package io.atolldb.rest;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.VersionCondition;
import io.atolldb.request.TablePorts;
import io.atolldb.session.SessionToken;
import io.atolldb.wire.HttpAnswer;
import io.atolldb.wire.RequestBody;
import io.atolldb.wire.RestApi;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// The REST API: which method on which path does what.
public final class PlainRest implements RestApi {

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final String ALL_METHODS = "GET, HEAD, PUT, PATCH, DELETE, OPTIONS";

  private final TablePorts ports;
  private final TableRoutes tables;
  private final ItemRoutes items;
  private final ItemPages pages;

  public PlainRest(TablePorts ports) {
    this.ports = ports;
    this.tables = new TableRoutes(ports);
    this.items = new ItemRoutes(ports.region());
    this.pages = new ItemPages(ports.region());
  }

  @Override
  public HttpAnswer refusal(ApiFault fault) {
    return RestAnswers.problem(fault);
  }

  @Override
  public HttpAnswer answer(HttpServletRequest request) throws IOException, Refusal {
    try {
      return route(request);
    } catch (Refusal refusal) {
      if (refusal.fault() instanceof ApiFault.JudgedAtHome) throw refusal;
      return RestAnswers.problem(refusal.fault());
    }
  }

  private HttpAnswer route(HttpServletRequest request) throws IOException, Refusal {
    if (request.getMethod().equals("OPTIONS")) return preflight();
    return switch (RestPath.parse(request.getRequestURI())) {
      case RestPath.AllTables() -> onTables(request);
      case RestPath.OneTable(String name) -> onTable(name, request);
      case RestPath.AllItems(String table) -> onItems(table, request);
      case RestPath.OneItem path -> onItem(path, request);
      case RestPath.Unknown() ->
          throw new Refusal(
              new ApiFault.ResourceNotFound("There is nothing at " + request.getRequestURI()));
    };
  }

  private HttpAnswer onTables(HttpServletRequest request) throws Refusal {
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> tables.list(request.getQueryString());
      default -> notAllowed("GET, HEAD");
    };
  }

  private HttpAnswer onTable(String name, HttpServletRequest request) throws IOException, Refusal {
    requireNoQuery(request);
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> tables.describe(name);
      case "PUT" ->
          ContentTypes.isJson(request)
              ? tables.create(name, RequestBody.of(request))
              : notJson("application/json");
      case "DELETE" -> tables.delete(name);
      default -> notAllowed("GET, HEAD, PUT, DELETE");
    };
  }

  private HttpAnswer onItems(String table, HttpServletRequest request) throws Refusal {
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> pages.get(table, request.getQueryString());
      default -> notAllowed("GET, HEAD");
    };
  }

  private HttpAnswer onItem(RestPath.OneItem path, HttpServletRequest request)
      throws IOException, Refusal {
    requireNoQuery(request);
    ItemAddress at = ItemAddress.of(ports.region(), path);
    VersionCondition condition = Preconditions.of(request);
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> items.get(at, condition);
      case "PUT" ->
          ContentTypes.isJson(request)
              ? items.put(at, condition, RequestBody.of(request))
              : notJson("application/json");
      case "PATCH" ->
          ContentTypes.isMergePatch(request)
              ? items.patch(at, condition, RequestBody.of(request))
              : notJson(ContentTypes.MERGE_PATCH);
      case "DELETE" -> items.delete(at, condition);
      default -> notAllowed("GET, HEAD, PUT, PATCH, DELETE");
    };
  }

  private static void requireNoQuery(HttpServletRequest request) throws Refusal {
    var _ = Query.parse(request.getQueryString(), List.of());
  }

  private static HttpAnswer notAllowed(String methods) {
    var headers = new TreeMap<String, String>();
    headers.put("Allow", methods);
    return RestAnswers.problem(
        METHOD_NOT_ALLOWED, "What is here can be asked to: " + methods, headers);
  }

  private static HttpAnswer notJson(String type) {
    var headers = new TreeMap<String, String>();
    headers.put("Accept", type);
    return RestAnswers.problem(
        UNSUPPORTED_MEDIA_TYPE, "The body must be JSON: send Content-Type: " + type, headers);
  }

  /// What a browser asks before it lets a page of another origin send a request.
  private static HttpAnswer preflight() {
    var headers = new TreeMap<String, String>();
    headers.put("Access-Control-Allow-Methods", ALL_METHODS);
    headers.put(
        "Access-Control-Allow-Headers",
        "Content-Type, If-Match, If-None-Match, " + SessionToken.HEADER);
    headers.put("Allow", ALL_METHODS);
    return RestAnswers.empty(RestAnswers.NO_CONTENT, headers);
  }
}
