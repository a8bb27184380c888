/// PartiQL as DynamoDB speaks it: a statement is parsed into a tree
/// ([io.atolldb.partiql.Statement]), which is bound to its parameters into the conditions,
/// projections and updates of [io.atolldb.expression] ([io.atolldb.partiql.BoundStatement]).
///
/// ```
/// statement  = ( select | insert | update | delete | exists ) [ ";" ]
/// select     = SELECT ( "*" | term { "," term } ) FROM source [ WHERE term ]
///              [ ORDER BY term [ ASC | DESC ] { "," term [ ASC | DESC ] } ]
/// insert     = INSERT INTO source VALUE term
/// update     = UPDATE source change { change } [ WHERE term ] [ RETURNING returning ]
/// change     = SET path "=" term { "," path "=" term } | REMOVE path
/// delete     = DELETE FROM source [ WHERE term ] [ RETURNING returning ]
/// returning  = ( ALL | MODIFIED ) ( OLD | NEW ) "*"
/// exists     = EXISTS "(" select ")"
/// source     = name [ "." name ]
///
/// term       = conjunction { OR conjunction }
/// conjunction = negation { AND negation }
/// negation   = { NOT } comparison
/// comparison = sum [ ( "=" | "<>" | "!=" | "<" | "<=" | ">" | ">=" ) sum
///                  | [ NOT ] IN sum | [ NOT ] BETWEEN sum AND sum | [ NOT ] LIKE sum
///                  | IS [ NOT ] ( MISSING | NULL | type ) ]
/// sum        = product { ( "+" | "-" | "||" ) product }
/// product    = sign { ( "*" | "/" | "%" ) sign }
/// sign       = [ "+" | "-" ] primary
/// type       = BLOB | BOOL | BOOLEAN | LIST | NUMERIC | STRING | STRUCT | TUPLE
/// primary    = literal | "?" | path | name "(" [ term { "," term } ] ")"
///            | "(" term { "," term } ")" | "[" [ term { "," term } ] "]"
///            | "<<" [ term { "," term } ] ">>" | "{" [ term ":" term { "," term ":" term } ] "}"
/// path       = name { "." name | "[" ( digits | string | quoted ) "]" }
/// literal    = string | number | TRUE | FALSE | NULL | MISSING
/// ```
///
/// Keywords and functions are written in any case of letters, names in their own. A name that is a
/// keyword stands in double quotes, text in single ones; a quote within is doubled. `--` and `/*
/// */` are comments. The grammar takes more than the service does (`LIKE`, products, lists of
/// terms), so that what it does not can be refused by its name.
@NullMarked
package io.atolldb.partiql;

import org.jspecify.annotations.NullMarked;
