// What a statement of a script may not name. The database's own rights say the same where a superuser could set them;
// this holds everywhere, and for what no right can take away: that a number cast to regclass is printed as a name.

/** Built-in functions whose names begin with pg_ are closed but for these. */
const openPgFunctions = new Set([
  "pg_typeof",
  "pg_column_size",
  "pg_size_pretty",
  "pg_size_bytes",
  "pg_input_is_valid",
  "pg_input_error_info",
  "pg_client_encoding",
]);

const closedFunctions = new Set([
  "set_config",
  "loread",
  "lowrite",
  "ts_stat",
  "format_type",
  "obj_description",
  "col_description",
  "shobj_description",
  "currtid2",
  "row_security_active",
]);

const closedFamilies =
  /^(lo_|to_reg|reg(class|proc|oper|type|role|namespace|config|dictionary|collation|database)|has_.*_privilege$|inet_(server|client)_|binary_upgrade_|dblink|txid_|.*_to_xml)/;

export function isClosedFunction(name: string): boolean {
  if (name.startsWith("pg_")) return !openPgFunctions.has(name);
  return closedFunctions.has(name) || closedFamilies.test(name);
}

/** Types that print a number as the name of a thing, whosever it is. */
export function isClosedType(name: string): boolean {
  return /^_?reg[a-z]+$/.test(name) || /^_?(aclitem|pg_.*)$/.test(name);
}
