package io.atolldb.request;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableOperation;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.IndexChange;
import io.atolldb.operation.SettingsRules;
import io.atolldb.operation.TableFaults;
import io.atolldb.operation.UpdateTable;
import io.atolldb.operation.UpdateTable.ReplicaChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateTable, from what was sent to what is answered. Checks in the service's order.
public record UpdateTableCall(TablePorts ports) {

  public TableDescription answer(UpdateTableRequest request) throws Refusal {
    String sentName = Constraints.tableName(request.tableName());
    if (request.definitions() != null) {
      TableKeysCheck.definitionConstraints(request.definitions());
    }
    IndexConstraints.updates(request.indexes());
    TableSettingsCheck.constraints(request.settings());
    ReplicaUpdateCheck.constraints(request);
    String name = TableNames.here(ports.region(), sentName);
    SettingsChange settings = TableSettingsCheck.change(request.settings());
    ReplicaChange replica = ReplicaUpdateCheck.change(request);
    Boolean protection = request.disassociationProtection();
    boolean indexes = request.indexes() != null && !request.indexes().isEmpty();
    if (protection == null) requireSomething(settings, indexes, replica);
    else requireNothingElse(settings, indexes, replica);
    Table table = ports.region().tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    List<IndexChange> changes =
        new IndexUpdateCheck(table, ports.identities())
            .changes(request.indexes(), request.definitions());
    if (replica instanceof ReplicaChange.Create create) askPeer(name, create);
    var operation =
        new UpdateTable(name, settings, changes, replica, protection, ports.clock().millis());
    TableOperation.Outcome.Done done = TableNames.alter(ports.region(), operation);
    Table before = done.before().named(name);
    Table after = done.after().named(name);
    if (before == null || after == null) throw new Refusal(TableFaults.notFound(name));
    return TableDescription.changed(before, after, ports);
  }

  private static void requireNothingElse(
      SettingsChange settings, boolean indexes, @Nullable ReplicaChange replica) throws Refusal {
    if (settings.isEmpty() && !indexes && replica == null) return;
    throw Refusal.invalid(
        "One or more parameter values were invalid: DisassociationProtectionEnabled cannot be"
            + " changed together with anything else");
  }

  private static void requireSomething(
      SettingsChange settings, boolean indexes, @Nullable ReplicaChange replica) throws Refusal {
    if (settings.isEmpty() && !indexes && replica == null) {
      throw Refusal.invalid(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
              + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
    }
    boolean onDemand = settings.billing() == BillingMode.PAY_PER_REQUEST;
    if (onDemand && settings.provisioned() != null) {
      throw new Refusal(SettingsRules.CAPACITY_ON_DEMAND);
    }
  }

  private void askPeer(String name, ReplicaChange.Create create) throws Refusal {
    Table table = ports.region().tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    if (create.region().equals(ports.region().id())) return; // the operation refuses it
    new ReplicaQuestion(ports).requireRoom(name, table.id(), create.region());
  }
}
