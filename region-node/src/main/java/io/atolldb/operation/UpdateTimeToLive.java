package io.atolldb.operation;

import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets a table's items expire by an attribute, or no longer. All replicas share the setting.
public record UpdateTimeToLive(String name, boolean enabled, String attribute, long nowMillis)
    implements TableOperation {

  /// How long a change stands before the next one.
  static final long INTERVAL_MILLIS = TimeUnit.HOURS.toMillis(1);

  @Override
  public Decision decide(Tables tables) {
    Table table = tables.named(name);
    if (table == null) return new Decision.Refuse(TableFaults.notFound(name));
    ApiFault fault = refusal(table);
    if (fault != null) return new Decision.Refuse(fault);
    var settings = SettingsEdit.expiring(table, enabled ? attribute : null, nowMillis);
    return new Decision.Change(List.of(new TableChange.Settings(table.id(), settings)));
  }

  private @Nullable ApiFault refusal(Table table) {
    if (!table.isActive()) return TableFaults.beingCreated(name);
    String current = TableSettings.expiryAttribute(table.descriptor());
    if (current == null) {
      if (!enabled) return new ApiFault.Validation("TimeToLive is already disabled");
    } else if (!current.equals(attribute)) {
      return new ApiFault.Validation(
          "TimeToLive is active on a different AttributeName: current AttributeName is " + current);
    } else if (enabled) {
      return new ApiFault.Validation("TimeToLive is already enabled");
    }
    Long since = TableSettings.of(table).expirySinceMillis();
    if (since == null || nowMillis - since >= INTERVAL_MILLIS) return null;
    return new ApiFault.Validation(
        "Time to live has been modified multiple times within a fixed interval");
  }
}
