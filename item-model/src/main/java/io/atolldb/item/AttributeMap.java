package io.atolldb.item;

import io.atolldb.codec.Utf8;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Attributes by name, immutable, in the order of `String.compareTo`: two arrays, where a tree
/// would take an object for each entry. Items are mostly small, read often and never changed in
/// place.
@SuppressWarnings("JdkObsolete") // SortedMap is the type that maps and items are declared with.
final class AttributeMap extends AbstractMap<String, AttributeValue>
    implements SortedMap<String, AttributeValue> {

  static final AttributeMap EMPTY = new AttributeMap(new String[0], new AttributeValue[0]);

  private final String[] names;
  private final AttributeValue[] values;

  private AttributeMap(String[] names, AttributeValue[] values) {
    this.names = names;
    this.values = values;
  }

  /// Takes both arrays over. The names are well formed, different and in order.
  static AttributeMap owning(String[] names, AttributeValue[] values) {
    return names.length == 0 ? EMPTY : new AttributeMap(names, values);
  }

  static AttributeMap copyOf(Map<String, ? extends AttributeValue> entries) {
    if (entries instanceof AttributeMap already) return already;
    if (entries.isEmpty()) return EMPTY;
    Map<String, ? extends AttributeValue> ordered = inOrder(entries) ? entries : sorted(entries);
    var names = new String[ordered.size()];
    var values = new AttributeValue[names.length];
    int index = 0;
    for (Map.Entry<String, ? extends AttributeValue> entry : ordered.entrySet()) {
      names[index] = entry.getKey();
      values[index++] = entry.getValue();
      if (!Utf8.isWellFormed(entry.getKey())) {
        throw new IllegalArgumentException("half a surrogate pair in a name");
      }
    }
    return new AttributeMap(names, values);
  }

  private static boolean inOrder(Map<String, ?> entries) {
    return entries instanceof SortedMap<String, ?> sorted && sorted.comparator() == null;
  }

  private static <V> Map<String, V> sorted(Map<String, V> entries) {
    var sorted = new TreeMap<String, V>();
    sorted.putAll(entries);
    return sorted;
  }

  String nameAt(int index) {
    return names[index];
  }

  AttributeValue valueAt(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable AttributeValue get(@Nullable Object name) {
    if (!(name instanceof String text)) return null;
    int index = Arrays.binarySearch(names, text);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public String firstKey() {
    if (names.length == 0) throw new NoSuchElementException("no attributes");
    return names[0];
  }

  @Override
  public String lastKey() {
    if (names.length == 0) throw new NoSuchElementException("no attributes");
    return names[names.length - 1];
  }

  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public AttributeMap subMap(String from, String to) {
    if (from.compareTo(to) > 0) throw new IllegalArgumentException(from + " is above " + to);
    return slice(indexFrom(from), indexFrom(to));
  }

  @Override
  public AttributeMap headMap(String to) {
    return slice(0, indexFrom(to));
  }

  @Override
  public AttributeMap tailMap(String from) {
    return slice(indexFrom(from), names.length);
  }

  private int indexFrom(String name) {
    int index = Arrays.binarySearch(names, name);
    return index < 0 ? -index - 1 : index;
  }

  private AttributeMap slice(int from, int to) {
    return owning(Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
  }

  @Override
  public Set<Map.Entry<String, AttributeValue>> entrySet() {
    return new Entries(this);
  }

  @Override
  public boolean equals(@Nullable Object that) {
    if (that instanceof AttributeMap map) {
      return Arrays.equals(names, map.names) && Arrays.equals(values, map.values);
    }
    return super.equals(that);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int at = 0; at < names.length; at++) hash += names[at].hashCode() ^ values[at].hashCode();
    return hash;
  }

  private static final class Entries extends AbstractSet<Map.Entry<String, AttributeValue>> {

    private final AttributeMap map;

    Entries(AttributeMap map) {
      this.map = map;
    }

    @Override
    public int size() {
      return map.names.length;
    }

    @Override
    public Iterator<Map.Entry<String, AttributeValue>> iterator() {
      return new EntryIterator(map);
    }
  }

  private static final class EntryIterator implements Iterator<Map.Entry<String, AttributeValue>> {

    private final AttributeMap map;
    private int next;

    EntryIterator(AttributeMap map) {
      this.map = map;
    }

    @Override
    public boolean hasNext() {
      return next < map.names.length;
    }

    @Override
    public Map.Entry<String, AttributeValue> next() {
      if (next == map.names.length) throw new NoSuchElementException("after the last attribute");
      int index = next++;
      return Map.entry(map.names[index], map.values[index]);
    }
  }
}
