// What filter tests ask: does it match, and why is it refused.

import { type CompiledFilter, compileFilter } from "../compile-filter.ts";
import { compileNode } from "../compile-node.ts";
import type { FilterError } from "../filter-error.ts";
import { parseFilter } from "../parse-filter.ts";
import { envelope } from "./envelope.ts";

export function compiled(source: string): CompiledFilter {
  const result = compileFilter(source);
  if (result.ok) return result.filter;
  throw new Error(`${source}: ${result.error.message}`);
}

export function isMatch(source: string, data: unknown): boolean {
  return compiled(source).matches(data, envelope);
}

export function evaluated(source: string, data: unknown = {}): unknown {
  const parsed = parseFilter(source);
  if (parsed.ok) return compileNode(parsed.node)(data, envelope);
  throw new Error(`${source}: ${parsed.error.message}`);
}

export function refusalOf(source: string): FilterError {
  const result = compileFilter(source);
  if (!result.ok) return result.error;
  throw new Error(`${source} was accepted as ${result.filter.normalized}`);
}
