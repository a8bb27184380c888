package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.IndexChange;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns the `GlobalSecondaryIndexUpdates` that were sent, and have passed the model's constraints,
/// into changes of a table.
record IndexUpdateCheck(Table table, Supplier<UUID> identities) {

  List<IndexChange> changes(
      @Nullable List<SentIndex.Update> sent, @Nullable List<SentDefinition> definitions)
      throws Refusal {
    var changes = new ArrayList<IndexChange>();
    if (sent == null) return changes;
    var check = new IndexesCheck(table.keys(), types(definitions), identities);
    for (SentIndex.Update update : sent) changes.add(change(check, update));
    return changes;
  }

  /// What is known of an attribute stands; what is new of others is taken as sent.
  private SortedMap<String, ScalarType> types(@Nullable List<SentDefinition> definitions)
      throws Refusal {
    SortedMap<String, ScalarType> types =
        definitions == null ? new TreeMap<>() : TableKeysCheck.types(definitions);
    for (KeyAttribute attribute : table.indexes().keyAttributes(table.keys())) {
      types.put(attribute.name(), attribute.type());
    }
    return types;
  }

  private IndexChange change(IndexesCheck check, SentIndex.Update update) throws Refusal {
    SentIndex sent = update.index();
    return switch (update.action()) {
      case "Create" -> {
        Index index = check.index(sent, Index.Kind.GLOBAL);
        IndexesCheck.requireProjected(table.indexes().with(index));
        yield new IndexChange.Create(index);
      }
      case "Update" ->
          new IndexChange.Update(
              Constraints.present("IndexName", sent.name()),
              IndexesCheck.units(sent.throughput()),
              TableSettingsCheck.onDemand(sent.onDemand()),
              TableSettingsCheck.warm(sent.warm()));
      case "Delete" -> new IndexChange.Delete(Constraints.present("IndexName", sent.name()));
      default ->
          throw Refusal.invalid(
              INVALID
                  + "One of GlobalSecondaryIndexUpdate.Update,"
                  + " GlobalSecondaryIndexUpdate.Create,"
                  + " GlobalSecondaryIndexUpdate.Delete must not be null");
    };
  }
}
