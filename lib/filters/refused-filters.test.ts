// What is no filter, and what a person is told about it.

import { describe, expect, test } from "vitest";
import { envelopeFields } from "./filter-envelope.ts";
import { compiled, refusalOf } from "./testing/compile.ts";

/** [source, offending text, column, hint]; the rest of the error is for people to read. */
const refused: readonly [string, string, number, RegExp][] = [
  // assignment and change
  ["$.a = 1", "=", 5, /did you mean `==`/],
  ["$.a /* = */ = 1", "=", 13, /did you mean `==`/],
  ["($.a /* & */) /**/ & 1", "&", 20, /`&&`/],
  ["$.a += 1", "+=", 5, /operators are/],
  ["$.a ||= 1", "||=", 5, /operators are/],
  ["1 = 2", "1", 1, /did you mean `==`/],
  ["$.a++", "$.a++", 1, /\+ 1/],
  ["--$.a", "--$.a", 1, /- 1/],
  ["delete $.a", "delete", 1, /operators are/],
  ["[$.a] = [1]", "=", 7, /==/],
  // calls
  ["contains($.a, 'x')", "contains", 1, /`includes`/],
  ["$.a.contains('x')", "contains", 5, /`includes`/],
  ["eval('1')", "eval", 1, /functions are exists, matches/],
  ["constructor('x')", "constructor", 1, /functions are/],
  ["$()", "$", 1, /functions are/],
  ["$.constructor('x')", "constructor", 3, /methods are/],
  ["$.a.toString()", "toString", 5, /methods are/],
  ["$.a.hasOwnProperty('x')", "hasOwnProperty", 5, /exists/],
  ["$.a['includes']('x')", "'includes'", 5, /methods are/],
  ["$.a.length()", "length", 5, /`\.length`/],
  ["$.a.match('x')", "match", 5, /matches\(/],
  ["$.a.exists()", "exists", 5, /exists\(\$/],
  ["$.a?.('x')", "$.a?.('x')", 1, /Remove/],
  ["$.a.trim?.()", "$.a.trim?.()", 1, /Remove/],
  ["(1)(2)", "(1)(2)", 1, /functions are/],
  ["$.a.trim()()", "$.a.trim()()", 1, /functions are/],
  ["exists()", "exists()", 1, /exists\(\$/],
  ["exists($.a, $.b)", "exists($.a, $.b)", 1, /exists\(\$/],
  ["$.a.includes()", "$.a.includes()", 1, /includes\('text'\)/],
  ["$.a.startsWith('a', 1)", "$.a.startsWith('a', 1)", 1, /startsWith\('text'\)/],
  ["$.a.trim('x')", "$.a.trim('x')", 1, /trim\(\)/],
  ["$.a.includes(...$.b)", "...$.b", 14, /includes/],
  ["$.a.startWith('x')", "startWith", 5, /did you mean `startsWith`/i],
  ["$.a.tolowercase()", "tolowercase", 5, /`toLowerCase`/],
  ["exist($.a)", "exist", 1, /did you mean `exists`/i],
  ["includes($.a, 'x')", "includes", 1, /\$\.name\.includes/],
  ["require('fs')", "require", 1, /functions are/],
  ["setTimeout('1')", "setTimeout", 1, /functions are/],
  ["[].map($ => $)", "map", 4, /methods are/],
  ["$.a.call($)", "call", 5, /methods are/],
  ["'x'.constructor('y')", "constructor", 5, /methods are/],
  ["''.constructor.constructor('x')()", "''.constructor.constructor('x')()", 1, /functions are/],
  ["new Function('x')()", "new Function('x')()", 1, /functions are/],
  ["($ => $)()", "($ => $)()", 1, /functions are/],
  // names
  ["this", "this", 1, /payload is `\$`/],
  ["this.a", "this", 1, /payload is `\$`/],
  ["amount > 1", "amount", 1, /\$\.amount/],
  ["process.env", "process", 1, /payload/],
  ["globalThis", "globalThis", 1, /payload/],
  ["arguments", "arguments", 1, /payload/],
  ["undefined", "undefined", 1, /exists/],
  ["$.a == undefined", "undefined", 8, /exists/],
  ["NaN", "NaN", 1, /number/],
  ["Infinity", "Infinity", 1, /number/],
  ["exists", "exists", 1, /function/],
  ["event", "event", 1, /event\.type/],
  ["event.data", "event.data", 1, /event\.type/],
  ["event.typ == 'x'", "event.typ", 1, /`type`/],
  ["event['constructor']", "event['constructor']", 1, /event\.type/],
  ["event.constructor.name", "event.constructor", 1, /event\.type/],
  ["payload.amount", "payload", 1, /itself: \$\.amount/],
  ["@.amount", "@", 1, /payload is `\$`/],
  ["exists $.a", "exists", 1, /exists\(\$/],
  ["event.__proto__", "event.__proto__", 1, /event\.type/],
  ["not $.a", "not", 1, /`!`/],
  ["$.a == True", "True", 8, /did you mean `true`/i],
  ["$.a == nil", "nil", 8, /did you mean `null`/i],
  ["$.a == None", "None", 8, /did you mean `null`/i],
  // keys
  ["$[$.a]", "$.a", 3, /key itself/],
  ["$['con' + 'structor']", "'con' + 'structor'", 3, /key itself/],
  ["$[-1]", "-1", 3, /key itself/],
  ["$[1.5]", "1.5", 3, /key itself/],
  ["$[null]", "null", 3, /key itself/],
  ["$[`a`]", "`a`", 3, /key itself/],
  ["$[event.type]", "event.type", 3, /key itself/],
  ["$.a[$.b].c", "$.b", 5, /key itself/],
  ["$[[]]", "[]", 3, /key itself/],
  ["$[true ? 'a' : 'b']", "true ? 'a' : 'b'", 3, /key itself/],
  ["$.a.0", ".", 4, /\[0\]/],
  ["$..a", ".", 3, /One dot/],
  ["\\u{24}.a", "\\u{24}", 1, /escapes/],
  ["thi\\u0073", "thi\\u0073", 1, /escapes/],
  ["$.ev\\u0065nt", "ev\\u0065nt", 3, /escapes/],
  ["\\u0024.a", "\\u0024", 1, /escapes/],
  ["$.\\u0061", "\\u0061", 3, /escapes/],
  ["$.\\u{61}", "\\u{61}", 3, /escapes/],
  ["\\u0065vent.type", "\\u0065vent", 1, /escapes/],
  ["\\u0065xists($.a)", "\\u0065xists", 1, /escapes/],
  ["$.a.\\u0074rim()", "\\u0074rim", 5, /escapes/],
  // functions, objects, classes, modules
  ["() => 1", "() => 1", 1, /expression/],
  ["$ => $.a", "$ => $.a", 1, />=/],
  ["async () => 1", "async () => 1", 1, /expression/],
  ["function () { return 1 }", "function () { return 1 }", 1, /expression/],
  ["(function* () {})()", "(function* () {})()", 1, /functions are/],
  ["class {}", "class {}", 1, /expression/],
  ["new Date()", "new Date()", 1, /converts/],
  ["new.target", "new", 1, /one expression/],
  ["super.a", "super", 1, /payload is `\$`/],
  ["({ a: 1 })", "{ a: 1 }", 2, /one by one/],
  ['/**/{"a": 1}', '{"a": 1}', 5, /one by one/],
  ["import('x')", "import('x')", 1, /Remove/],
  ["import.meta", "import.meta", 1, /payload/],
  ["await $.a", "await $.a", 1, /Remove/],
  ["yield $.a", "yield", 1, /\$\.yield/],
  ["#a in $", "#a", 1, /such a key/],
  ["$.#a", "#a", 3, /such a key/],
  // literals
  ["`x`", "`x`", 1, /quotes/],
  ["$.a`x`", "$.a`x`", 1, /quotes/],
  ["/x/", "/x/", 1, /matches/],
  ["1n", "1n", 1, /without `n`/],
  ["1e400", "1e400", 1, /1\.8e308/],
  ["1_", "_", 2, /numbers as/],
  ["010", "010", 1, /numbers as/],
  ["'\\07'", "\\", 2, /numbers as|backslash/],
  ["[1,,2]", "[1,,2]", 1, /comma/],
  ["[...$.a]", "...$.a", 2, /includes/],
  // operators
  ["$.a, $.b", "$.a, $.b", 1, /&&/],
  ["$.a & 1", "&", 5, /`&&`/],
  ["$.a | 1", "|", 5, /`\|\|`/],
  ["$.a ^ 1", "^", 5, /`!=`/],
  ["~$.a", "~", 1, /`!`/],
  ["$.a << 1", "<<", 5, /operators are/],
  ["$.a >>> 1", ">>>", 5, /operators are/],
  ["$.a ** 2", "**", 5, /operators are/],
  ["$.a ?? 1", "??", 5, /`\|\|`/],
  ["typeof $.a", "typeof", 1, /exists/],
  ["void 0", "void", 1, /operators are/],
  ["$.a instanceof $.b", "instanceof", 5, /operators are/],
  ["$.x in ['a', 'b']", "['a', 'b']", 8, /`\['a', 'b'\]\.includes\(\$\.x\)`/],
  ["$.a <> 1", ">", 6, /`!=`/],
  ["$.a => 1", "=>", 5, /`>=`/],
  ["$.a == 1 and $.b", "and", 10, /`&&`/],
  ["$.a == 1 OR $.b", "OR", 10, /`\|\|`/],
  ["$.a ==== 1", "=", 8, /`===`/],
  ["$.a =! 1", "=", 5, /did you mean `==`/],
  ["-$.a ** 2", "**", 6, /operators are/],
  ["$.a && $.b ?? $.c", "??", 12, /`\|\|`/],
  ["$.a like 'x%'", "like", 5, /matches/],
  ["$.a contains 'x'", "contains", 5, /includes/],
  ["$.a startsWith 'x'", "startsWith", 5, /\$\.name\.startsWith/],
  ["...$.a", ".", 1, /includes/],
  ["delete $", "delete", 1, /operators are/],
  // comments
  ["$.a /* why", "/", 5, /\*\//],
  ["<!-- $.a", "<!", 1, /one expression/],
  ["$.a --> 1", "$.a --", 1, /- 1/],
  // patterns
  ["matches($.a)", "matches($.a)", 1, /matches\(\$/],
  ["matches($.a, $.b)", "$.b", 14, /string/],
  ["matches($.a, 'a' + 'b')", "'a' + 'b'", 14, /string/],
  ["matches($.a, /x/)", "/x/", 14, /string/],
  ["matches($.a, '(')", "'('", 14, /RE2/],
  ["matches($.a, '(?=x)')", "'(?=x)'", 14, /RE2/],
  ["matches($.a, '(a)\\\\1')", "'(a)\\\\1'", 14, /RE2/],
  ["matches($.a, '(x{30}){30}')", "'(x{30}){30}'", 14, /RE2/],
  // statements and rests
  ["$.a; $.b", ";", 4, /one expression/],
  ["$.a;", ";", 4, /one expression/],
  ["$.a $.b", "$", 5, /operator in between/],
  ["$.a)", ")", 4, /one expression/],
  ["return 1", "return", 1, /one expression/],
  ["if ($.a) 1", "if", 1, /one expression/],
  ["let a", "let", 1, /\$\.let/],
  ["#!/bin/sh", "!", 2, /such a key/],
  ["$.a ==", "", 7, /Complete/],
  ["($.a", "", 5, /Complete/],
  ["$.a == 'x", "'x", 8, /same quote/],
  ["$.a == “x”", "“", 8, /straight/],
  ["", "", 1, /every event/],
  [" \n ", "", 1, /every event/],
  ["// only a comment", "", 18, /Complete/],
  ["$.a == '\u0000'", "\u0000", 9, /escape/],
  ["$.a == '\ud800'", "\ud800", 9, /escape/],
];

test.each(refused)("%s is refused", (source, text, column, hint) => {
  const error = refusalOf(source);
  expect({ text: error.text, line: error.line, column: error.column }).toEqual({
    text,
    line: 1,
    column,
  });
  expect(error.message).not.toBe("");
  expect(error.hint).toMatch(hint);
});

test("the line and column of an error count from 1, on any line", () => {
  const error = refusalOf("$.a == 1 &&\n\r\n  $.b == foo");
  expect(error).toMatchObject({ line: 3, column: 10, text: "foo" });
});

test("a long offending text is shown by its beginning", () => {
  expect(refusalOf(`new X(${"1,".repeat(60)}1)`).text).toHaveLength(80);
});

test("only the six fields of the envelope can be read, whatever else it holds", () => {
  for (const field of envelopeFields) compiled(`exists(event.${field})`);
  expect(refusalOf("event.tenantId").text).toBe("event.tenantId");
});

describe("limits", () => {
  test("1,024 characters are a filter, one more is refused", () => {
    const padded = "$.a".padEnd(1024, " ");
    compiled(padded);
    expect(refusalOf(`${padded} `)).toMatchObject({ line: 1, column: 1025, text: " " });
  });

  test("64 nodes are a filter, one more is refused where it stands", () => {
    const list = (length: number) => `[${Array(length).fill("1").join(",")}]`;
    compiled(list(63));
    expect(refusalOf(list(64))).toMatchObject({ column: 128, text: "1" });
    const chain = (terms: number) => Array(terms).fill("$.a").join("&&");
    compiled(chain(32));
    expect(refusalOf(chain(33)).message).toMatch(/64/);
  });

  test("4 patterns are a filter, one more is refused where it stands, before it is compiled", () => {
    const patterns = (count: number) => Array(count).fill('matches($.a, "x")').join(" || ");
    compiled(patterns(4));
    expect(refusalOf(patterns(5))).toMatchObject({ column: 98, text: '"x"' });
    const start = performance.now();
    refusalOf(`[${Array(30).fill("matches($,'[^a]\\\\pL{40}')").join(",")}]`);
    expect(performance.now() - start).toBeLessThan(100);
  });

  test("16 levels are a filter, one more is refused where it stands", () => {
    compiled(`${"!".repeat(15)}$.a`);
    expect(refusalOf(`${"!".repeat(16)}$.a`)).toMatchObject({ column: 17, text: "$.a" });
    compiled(Array(16).fill("$.a").join("+"));
    expect(refusalOf(Array(17).fill("$.a").join("+")).message).toMatch(/16/);
  });

  test("a path, however long, is one node of depth 1, and so is a chain one level", () => {
    compiled(`$${".a".repeat(500)}`);
    compiled(Array(32).fill("$.a").join(" || "));
  });

  test.each(["(", "!", "[", "- ", "$.a?", "$(", "`${", "a=>", "{a:", "-(", "new "])(
    "a whole filter of %s is refused, not a stack overflow",
    (piece) => {
      const error = refusalOf(piece.repeat(Math.floor(1024 / piece.length)));
      expect(error.column).toBeGreaterThan(0);
    },
  );
});
