// How large a filter may be, whichever form it is written in.

/** In UTF-16 units of the text as it is stored. */
export const maxLength = 1024;
/** A path or a literal is one node, an operator or a call one more; `a && b && c` has five. */
export const maxNodes = 64;
/** A path has depth 1; a chain of the same `&&` or `||` is one level. */
export const maxDepth = 16;
/** More than `maxDepth` levels of nodes need, with room for spare ones; keeps the parsers' recursion shallow. */
export const maxBrackets = 64;

/** Of one filter; alternatives can stand in one pattern, joined by `|`. */
export const maxPatterns = 4;
/** Of the program that one pattern becomes. */
export const maxInstructions = 500;
/** Characters × instructions of one test of a pattern, about 20 ms at worst. A longer text gives undefined. */
export const maxSteps = 400_000;
