package io.atolldb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.PrimaryKey;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeySchemaTest {

  private static final KeySchema PLAIN = new KeySchema(new KeyAttribute("id", ScalarType.S), null);
  private static final KeySchema SORTED =
      new KeySchema(new KeyAttribute("id", ScalarType.S), new KeyAttribute("at", ScalarType.N));

  private static final StringValue ID = new StringValue("a");
  private static final NumberValue AT = new NumberValue(DynamoNumber.of(7));

  @Test
  void theKeyOfAnItemIsMadeOfItsKeyAttributes() {
    assertThat(PLAIN.keyOf(item())).isEqualTo(new PrimaryKey(ID, null));
    assertThat(SORTED.keyOf(item())).isEqualTo(new PrimaryKey(ID, AT));
  }

  @Test
  void anItemOfAKeyHasThatKey() {
    var key = new PrimaryKey(ID, AT);
    Item bare = SORTED.itemOf(key);
    assertThat(bare.attributes().keySet()).containsExactly("at", "id");
    assertThat(SORTED.keyOf(bare)).isEqualTo(key);
  }

  @Test
  void anItemWithoutItsKeyIsAMistakeOfTheCaller() {
    Item bare = PLAIN.itemOf(new PrimaryKey(ID, null));
    assertThatThrownBy(() -> SORTED.keyOf(bare)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAIN.keyOf(Item.ABSENT)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keyAttributesAreKnownByName() {
    assertThat(SORTED.isKey("id")).isTrue();
    assertThat(SORTED.isKey("at")).isTrue();
    assertThat(PLAIN.isKey("at")).isFalse();
  }

  @Test
  void aTypeAcceptsItsOwnValues() {
    assertThat(ScalarType.S.accepts(ID)).isTrue();
    assertThat(ScalarType.N.accepts(ID)).isFalse();
    assertThat(ScalarType.N.accepts(AT)).isTrue();
    assertThat(ScalarType.B.accepts(AT)).isFalse();
  }

  private static Item item() {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("id", ID);
    attributes.put("at", AT);
    attributes.put("other", ID);
    return Item.owning(attributes);
  }
}
