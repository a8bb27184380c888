package io.atolldb.request;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.OwnSettings.Policy;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.CreateTable;
import io.atolldb.operation.IndexRules;
import io.atolldb.operation.SettingsRules;
import io.atolldb.operation.TableFaults;
import io.atolldb.request.TableDescription.Status;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// CreateTable, from what was sent to what is answered. Checks in the service's order.
///
/// The answer says CREATING, as clients expect; the table is there at once.
public record CreateTableCall(TablePorts ports) {

  public TableDescription answer(CreateTableRequest request) throws Refusal {
    TableKeysCheck.definitionConstraints(request.definitions());
    String sentName = Constraints.tableName(request.tableName());
    TableKeysCheck.keyConstraints(request.keys());
    IndexConstraints.locals(request.locals());
    IndexConstraints.globals(request.globals());
    TableSettingsCheck.constraints(request.settings());
    String name = TableNames.here(ports.region(), sentName);
    SettingsChange settings = TableSettingsCheck.change(request.settings());
    Policy policy = PolicyCalls.first(request.policy(), ports.clock().millis());
    requireCapacity(settings);
    SortedMap<String, ScalarType> types =
        TableKeysCheck.types(Constraints.present("AttributeDefinitions", request.definitions()));
    KeySchema keys = TableKeysCheck.schema(types, Constraints.present("KeySchema", request.keys()));
    var check = new IndexesCheck(keys, types, ports.identities());
    Indexes indexes = check.all(request.locals(), request.globals());
    TableKeysCheck.requireUsed(types, keys, indexes);
    requireCapacity(settings, indexes);
    return create(name, keys, indexes, settings, policy, List.of());
  }

  /// A table that is billed by request, with replicas from the start.
  public TableDescription create(String sentName, KeySchema keys, List<RegionId> replicas)
      throws Refusal {
    String name = TableNames.here(ports.region(), sentName);
    if (ports.region().tables().named(name) == null) {
      var question = new ReplicaQuestion(ports);
      for (RegionId region : replicas) question.requireRoom(name, null, region);
    }
    return create(name, keys, Indexes.NONE, SettingsChange.onDemandTable(), null, replicas);
  }

  private TableDescription create(
      String name,
      KeySchema keys,
      Indexes indexes,
      SettingsChange settings,
      @Nullable Policy policy,
      List<RegionId> replicas)
      throws Refusal {
    var operation =
        new CreateTable(
            ports.nextTableId(),
            name,
            keys,
            indexes,
            settings,
            policy,
            ports.region().id(),
            replicas,
            ports.clock().millis());
    Table made = TableNames.alter(ports.region(), operation).after().named(name);
    if (made == null) throw new Refusal(TableFaults.notFound(name));
    return TableDescription.of(made, Status.CREATING, ports);
  }

  private static void requireCapacity(SettingsChange settings) throws Refusal {
    boolean onDemand = settings.billing() == BillingMode.PAY_PER_REQUEST;
    boolean provisioned = settings.provisioned() != null;
    if (onDemand && provisioned) throw new Refusal(SettingsRules.CAPACITY_ON_DEMAND);
    if (!onDemand && !provisioned) throw new Refusal(SettingsRules.CAPACITY_MISSING);
    if (!onDemand && settings.onDemand() != null) {
      throw new Refusal(SettingsRules.MAXIMUM_OF_PROVISIONED);
    }
  }

  private static void requireCapacity(SettingsChange settings, Indexes indexes) throws Refusal {
    BillingMode billing = settings.billing() == null ? BillingMode.PROVISIONED : settings.billing();
    ApiFault fault = IndexRules.capacityRefusal(indexes, billing);
    if (fault != null) throw new Refusal(fault);
  }
}
