package io.atolldb.cost;

import io.atolldb.catalog.TableClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/// What the service asks for its units, in US dollars, as published at `source` since `asOf`.
public record PriceList(String source, String asOf, Map<TableClass, Prices> byClass) {

  /// Of one storage class. `perMillion` is what a million request units cost on demand, `perHour`
  /// what one provisioned unit costs for an hour, `storageMonth` what 2^30 bytes cost for a month.
  /// Writes of a global table are `replicated` ones in each of its regions, those of its indexes
  /// are not.
  public record Prices(
      double readPerMillion,
      double writePerMillion,
      double replicatedPerMillion,
      double readPerHour,
      double writePerHour,
      double replicatedPerHour,
      double storageMonth) {}

  /// The file does not say what it has to.
  public static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1;

    Incomplete(String message) {
      super(message);
    }
  }

  private static final String FILE = "/prices.properties";

  public PriceList {
    byClass = Map.copyOf(byClass);
  }

  /// The list that comes with this build.
  public static PriceList packaged() {
    try (InputStream in = PriceList.class.getResourceAsStream(FILE)) {
      if (in == null) throw new IllegalStateException("there is no " + FILE + " in this build");
      return read(in);
    } catch (IOException | Incomplete broken) {
      throw new IllegalStateException(FILE + " cannot be read", broken);
    }
  }

  /// Of a file of the same form as the one that comes with this build.
  public static PriceList of(Path file) throws IOException, Incomplete {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  private static PriceList read(InputStream in) throws IOException, Incomplete {
    var properties = new Properties();
    try {
      properties.load(in);
    } catch (IllegalArgumentException malformed) {
      throw new Incomplete("the price list is no file of properties: " + malformed.getMessage());
    }
    var byClass = new EnumMap<TableClass, Prices>(TableClass.class);
    for (TableClass each : TableClass.values()) {
      byClass.put(
          each,
          new Prices(
              price(properties, each, "read.million"),
              price(properties, each, "write.million"),
              price(properties, each, "replicated.million"),
              price(properties, each, "read.hour"),
              price(properties, each, "write.hour"),
              price(properties, each, "replicated.hour"),
              price(properties, each, "storage.month")));
    }
    return new PriceList(text(properties, "source"), text(properties, "asOf"), byClass);
  }

  private static double price(Properties properties, TableClass of, String what) throws Incomplete {
    String name = of.name() + "." + what;
    String text = text(properties, name);
    try {
      double price = Double.parseDouble(text);
      if (price >= 0 && price < Double.POSITIVE_INFINITY) return price;
    } catch (NumberFormatException noNumber) {
      // as refused as one below zero
    }
    throw new Incomplete(name + " is no price: " + text);
  }

  private static String text(Properties properties, String name) throws Incomplete {
    String text = properties.getProperty(name);
    if (text == null) throw new Incomplete("the price list says nothing of " + name);
    return text.strip();
  }

  Prices of(TableClass tableClass) {
    Prices prices = byClass.get(tableClass);
    if (prices == null) throw new IllegalStateException("no prices for " + tableClass);
    return prices;
  }
}
