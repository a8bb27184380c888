package io.atolldb.catalog;

/// Which kind of key a table is said to be encrypted with.
public enum EncryptionType {
  AES256,
  KMS
}
