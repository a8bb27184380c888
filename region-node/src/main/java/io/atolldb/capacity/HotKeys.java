package io.atolldb.capacity;

import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The keys that weigh most, out of any number, in bounded memory: Space-Saving (Metwally, Agrawal,
/// El Abbadi, 2005). When a new key finds no room, it takes the place and the weight of the
/// lightest one; so a weight is never too small, and by how much it may be too large is known. A
/// key that has more than its stripe's total weight divided by [#KEYS_PER_STRIPE] is always among
/// them.
///
/// Keys are spread over stripes with a lock each, so that threads seldom meet.
public final class HotKeys {

  /// Keys that are told apart in one stripe.
  static final int KEYS_PER_STRIPE = 64;

  private static final int STRIPES = 8;

  /// One of the heaviest keys.
  ///
  /// @param weight what it weighs at most
  /// @param surplus by how much that may be too much
  public record HotKey(Item key, double weight, double surplus) {}

  private static final class Counter {
    private double weight;
    private double surplus;
  }

  private static final class Stripe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Item, Counter> counters = new HashMap<>();

    void seen(Item key, double weight) {
      lock.lock();
      try {
        Counter counter = counters.get(key);
        if (counter == null) {
          counter = counters.size() < KEYS_PER_STRIPE ? new Counter() : takeLightest();
          counters.put(key, counter);
        }
        counter.weight += weight;
      } finally {
        lock.unlock();
      }
    }

    private Counter takeLightest() {
      Map.Entry<Item, Counter> lightest = null;
      for (Map.Entry<Item, Counter> entry : counters.entrySet()) {
        if (lightest == null || entry.getValue().weight < lightest.getValue().weight) {
          lightest = entry;
        }
      }
      if (lightest == null) throw new IllegalStateException("a full stripe holds nothing");
      Counter counter = lightest.getValue();
      counters.remove(lightest.getKey());
      counter.surplus = counter.weight;
      return counter;
    }

    void addTo(List<HotKey> all) {
      lock.lock();
      try {
        counters.forEach(
            (key, counter) -> all.add(new HotKey(key, counter.weight, counter.surplus)));
      } finally {
        lock.unlock();
      }
    }
  }

  private final Stripe[] stripes = new Stripe[STRIPES];

  HotKeys() {
    for (int at = 0; at < STRIPES; at++) stripes[at] = new Stripe();
  }

  void seen(Item key, double weight) {
    int hash = key.hashCode();
    stripes[Math.floorMod(hash ^ (hash >>> 16), STRIPES)].seen(key, weight);
  }

  /// The heaviest first; equal ones in the order of their text.
  public List<HotKey> top(int limit) {
    var all = new ArrayList<HotKey>();
    for (Stripe stripe : stripes) stripe.addTo(all);
    all.sort(
        Comparator.comparingDouble(HotKey::weight)
            .reversed()
            .thenComparing(hot -> hot.key().toString()));
    return List.copyOf(all.subList(0, Math.min(limit, all.size())));
  }
}
