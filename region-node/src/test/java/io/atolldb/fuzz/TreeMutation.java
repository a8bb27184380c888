package io.atolldb.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Changes a body where it still is a tree: members go, come, are renamed, repeated, exchanged.
final class TreeMutation {

  /// A place in a tree that can be changed.
  private record Place(JsonNode parent, String name, int at) {
    JsonNode value() {
      return parent instanceof ObjectNode object ? object.get(name) : parent.get(at);
    }

    void put(JsonNode value) {
      if (parent instanceof ObjectNode object) object.set(name, value);
      else ((ArrayNode) parent).set(at, value);
    }

    void remove() {
      if (parent instanceof ObjectNode object) object.remove(name);
      else ((ArrayNode) parent).remove(at);
    }
  }

  /// More than any list of the API may have.
  private static final int REPEATED = 130;

  private final RandomGenerator chance;

  TreeMutation(RandomGenerator chance) {
    this.chance = chance;
  }

  /// `other` is a body to take parts from.
  String apply(String body, String other, int changes) {
    JsonNode root = JsonMapper.shared().readTree(body);
    List<Place> parts = places(JsonMapper.shared().readTree(other));
    for (int change = 0; change < changes; change++) {
      List<Place> places = places(root);
      if (places.isEmpty()) break;
      change(places.get(chance.nextInt(places.size())), parts);
    }
    return Nasty.unmarked(JsonMapper.shared().writeValueAsString(root));
  }

  private void change(Place place, List<Place> parts) {
    JsonNode value = place.value();
    switch (chance.nextInt(8)) {
      case 0 -> place.remove();
      case 1, 2 -> place.put(Nasty.node(chance));
      case 3 -> rename(place);
      case 4 -> repeat(place);
      case 5 -> {
        if (!parts.isEmpty()) place.put(parts.get(chance.nextInt(parts.size())).value().deepCopy());
      }
      default -> {
        if (value.isString()) place.put(string(text(value.stringValue())));
        else place.put(Nasty.node(chance));
      }
    }
  }

  private void rename(Place place) {
    if (!(place.parent() instanceof ObjectNode object)) return;
    JsonNode value = object.remove(place.name());
    object.set(text(place.name()), value);
  }

  private void repeat(Place place) {
    switch (place.parent()) {
      case ArrayNode array -> {
        JsonNode value = place.value();
        int times = chance.nextInt(4) == 0 ? REPEATED : 1;
        for (int time = 0; time < times; time++) array.add(value.deepCopy());
      }
      case ObjectNode object ->
          object.set(place.name() + chance.nextInt(9), place.value().deepCopy());
      default -> throw new IllegalStateException("only lists and objects hold something");
    }
  }

  /// The text with a word put in, a part cut out, or a letter changed.
  private String text(String text) {
    int from = chance.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + chance.nextInt(8));
    String word = Nasty.WORDS.get(chance.nextInt(Nasty.WORDS.size()));
    return switch (chance.nextInt(4)) {
      case 0 -> text.substring(0, from) + word + text.substring(from);
      case 1 -> text.substring(0, from) + word + text.substring(to);
      case 2 -> text.substring(0, from) + text.substring(to);
      default -> text.substring(0, from) + text.substring(from).toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static JsonNode string(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static List<Place> places(JsonNode root) {
    var places = new ArrayList<Place>();
    collect(root, places);
    return places;
  }

  private static void collect(JsonNode node, List<Place> places) {
    for (var entry : node.properties()) {
      places.add(new Place(node, entry.getKey(), -1));
      collect(entry.getValue(), places);
    }
    if (!node.isArray()) return;
    for (int at = 0; at < node.size(); at++) {
      places.add(new Place(node, "", at));
      collect(node.get(at), places);
    }
  }
}
