/// The plain REST API: tables and items as ordinary JSON, for people with curl.
@NullMarked
package io.atolldb.rest;

import org.jspecify.annotations.NullMarked;
