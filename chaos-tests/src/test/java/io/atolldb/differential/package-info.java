/// The same seeded requests to a region of Atoll and to DynamoDB Local, and what they answer,
/// compared. DynamoDB Local is not the service: where it is known to be wrong,
/// `known-differences.json` says how and why.
@NullMarked
package io.atolldb.differential;

import org.jspecify.annotations.NullMarked;
