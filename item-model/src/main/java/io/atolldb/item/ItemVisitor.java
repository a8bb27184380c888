package io.atolldb.item;

/// Is told what an encoded item holds, from front to back, without anything being decoded for it:
/// for writing stored items out as they lie there.
///
/// An item, like a map, is names each followed by the calls for its value; a list is values; a set
/// is members, told by [#string], [#number] or [#binary]. Byte ranges belong to the caller of the
/// walk and are to be read during the call only; text is UTF-8.
public interface ItemVisitor {

  /// The name of the attribute or map entry whose value comes next.
  void name(byte[] bytes, int from, int length);

  void string(byte[] bytes, int from, int length);

  /// The number's normalised text, in ASCII.
  void number(byte[] bytes, int from, int length);

  void binary(byte[] bytes, int from, int length);

  void bool(boolean truth);

  void nullValue();

  void beginList(int elements);

  void endList();

  void beginMap(int entries);

  void endMap();

  void beginStringSet(int members);

  void beginNumberSet(int members);

  void beginBinarySet(int members);

  /// Of any of the three.
  void endSet();
}
