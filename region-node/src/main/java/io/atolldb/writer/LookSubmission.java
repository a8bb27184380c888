package io.atolldb.writer;

import io.atolldb.fault.ApiFault;
import io.atolldb.operation.Current;
import io.atolldb.operation.Place;
import java.util.ArrayList;
import java.util.List;

/// A reader's wish to see several items with no write between them. What it sees of this batch's
/// own writes it is told when they are durable.
final class LookSubmission implements Submission {

  private final List<Place> places;
  private final Pending<SeenTogether> pending = new Pending<>();
  private List<Current> seen = List.of();

  LookSubmission(List<Place> places) {
    this.places = List.copyOf(places);
  }

  Pending<SeenTogether> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) {
    var items = new ArrayList<Current>(places.size());
    for (Place place : places) items.add(draft.current(place.table(), place.key()));
    seen = items;
  }

  @Override
  public void committed() {
    pending.answer(new SeenTogether.Items(seen));
  }

  @Override
  public void failed(String reason) {
    pending.answer(new SeenTogether.Refused(new ApiFault.InternalFailure(reason)));
  }

  /// It makes no record, but takes its time.
  @Override
  public int weight() {
    return 1 + places.size() / 8;
  }
}
