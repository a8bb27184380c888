package io.atolldb.merge;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Values as simple as they can be: a text, a number, or a set of texts.
record Sample(String text, long number, List<String> elements) {

  static Sample text(String text) {
    return new Sample(text, 0, List.of());
  }

  static Sample number(long number) {
    return new Sample("", number, List.of());
  }

  static Sample set(Collection<String> elements) {
    return new Sample("", 0, List.copyOf(new TreeSet<>(elements)));
  }

  boolean isSet() {
    return !elements.isEmpty();
  }

  @Override
  public String toString() {
    return isSet() ? elements.toString() : text.isEmpty() ? Long.toString(number) : text;
  }

  static final Values<Sample> VALUES =
      new Values<>() {
        private static final Comparator<Sample> ORDER =
            Comparator.<Sample, String>comparing(sample -> sample.text())
                .thenComparing(Sample::number)
                .thenComparing(sample -> sample.elements().toString());

        @Override
        public int compare(Sample left, Sample right) {
          return ORDER.compare(left, right);
        }

        @Override
        public boolean isNumber(Sample value) {
          return value.text().isEmpty() && !value.isSet();
        }

        @Override
        public Sample zero() {
          return number(0);
        }

        @Override
        public Sample sum(Sample left, Sample right) {
          return number(left.number() + right.number());
        }

        @Override
        public Sample negated(Sample value) {
          return number(-value.number());
        }

        @Override
        public @Nullable List<Sample> elements(Sample value) {
          return value.isSet() ? value.elements().stream().map(Sample::text).toList() : null;
        }

        @Override
        public Sample setOf(Collection<Sample> elements) {
          return set(elements.stream().map(Sample::text).toList());
        }

        @Override
        public boolean areAlike(Sample left, Sample right) {
          return true;
        }
      };
}
