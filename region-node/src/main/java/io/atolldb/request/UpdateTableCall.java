package io.atolldb.request;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.SettingsRules;
import io.atolldb.operation.TableFaults;
import io.atolldb.operation.UpdateTable;
import io.atolldb.operation.UpdateTable.ReplicaChange;
import io.atolldb.request.TableDescription.Status;
import org.jspecify.annotations.Nullable;

/// UpdateTable, from what was sent to what is answered. Checks in the service's order.
public record UpdateTableCall(TablePorts ports) {

  public TableDescription answer(UpdateTableRequest request) throws Refusal {
    String sentName = Constraints.tableName(request.tableName());
    TableSettingsCheck.constraints(request.settings());
    ReplicaUpdateCheck.constraints(request);
    String name = TableNames.here(ports.region(), sentName);
    SettingsChange settings = TableSettingsCheck.change(request.settings());
    ReplicaChange replica = ReplicaUpdateCheck.change(request);
    Boolean protection = request.disassociationProtection();
    if (protection == null) requireSomething(settings, replica);
    else requireNothingElse(settings, replica);
    if (replica instanceof ReplicaChange.Create create) askPeer(name, create);
    var operation = new UpdateTable(name, settings, replica, protection, ports.clock().millis());
    Table changed = TableNames.alter(ports.region(), operation).after().named(name);
    if (changed == null) throw new Refusal(TableFaults.notFound(name));
    return TableDescription.of(changed, Status.UPDATING, ports);
  }

  private static void requireNothingElse(SettingsChange settings, @Nullable ReplicaChange replica)
      throws Refusal {
    if (settings.isEmpty() && replica == null) return;
    throw Refusal.invalid(
        "One or more parameter values were invalid: DisassociationProtectionEnabled cannot be"
            + " changed together with anything else");
  }

  private static void requireSomething(SettingsChange settings, @Nullable ReplicaChange replica)
      throws Refusal {
    if (settings.isEmpty() && replica == null) {
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
