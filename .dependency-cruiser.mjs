// Who may import whom (docs/architecture.md). Read by bin/checks/architecture.mjs; a rule's name is what
// the house says, so a violation reads as the sentence that was broken.

/** The folders that the rules are about. */
export const rooms = ["app", "bench", "bin", "components", "db", "e2e", "lib", "workers"];

const TESTS = "\\.(test|spec)\\.tsx?$|/_?testing/";
const BEFORE_INSTALL =
  "^bin/(up\\.mjs|up/|test\\.mjs|test/)|^db/embedded/|^lib/platform/leash\\.mjs";

/** @typedef {import("dependency-cruiser").IRegularForbiddenRuleType} Rule */

/**
 * @param {string} name
 * @param {Rule["from"]} from
 * @param {Rule["to"]} to
 */
const forbid = (name, from, to) => ({ name, severity: /** @type {const} */ ("error"), from, to });

/** @param {string} room @param {string[]} others */
const notKnownTo = (room, others) =>
  others.map((other) =>
    forbid(`${room} does not know ${other}`, { path: `^${room}/` }, { path: `^${other}/` }),
  );

/** @param {string} name @param {Rule["from"]} from @param {string} allowed packages */
const onlyPackages = (name, from, allowed) =>
  forbid(name, from, { path: "node_modules/", pathNot: `node_modules/(@types/)?(${allowed})/` });

export const forbidden = [
  // Rooms
  ...notKnownTo("lib", ["app", "bench", "bin", "components", "db", "e2e", "workers"]),
  ...notKnownTo("db", ["app", "bench", "bin", "components", "e2e", "workers"]),
  ...notKnownTo("workers", ["app", "bench", "bin", "components", "e2e"]),
  ...notKnownTo("components", ["app", "bench", "bin", "db", "e2e", "workers"]),
  ...notKnownTo("app", ["bench", "bin", "e2e", "workers"]),
  ...notKnownTo("bin", ["app", "bench", "components", "e2e"]),
  ...notKnownTo("e2e", ["app", "bench", "bin", "components"]),
  forbid(
    "of the workers, the others know only main",
    { path: "^(bin|e2e)/" },
    { path: "^workers/", pathNot: "^workers/main\\.ts$" },
  ),
  forbid(
    "of the workers, bench knows main and the sandbox's pool",
    { path: "^bench/" },
    { path: "^workers/", pathNot: "^workers/(main|sandbox/pool|sandbox/sdk/sdk-services)\\.ts$" },
  ),
  forbid(
    "app and workers reach tables through repositories",
    { path: "^(app|workers)/", pathNot: TESTS },
    { path: "^db/(schema|migrations|embedded|testing)/|^db/migrate\\.ts$" },
  ),
  // Packages
  onlyPackages(
    "lib uses pure packages",
    { path: "^lib/", pathNot: `^lib/platform/|${TESTS}` },
    "zod|zod-openapi|acorn|cloudevents|re2js|ipaddr\\.js",
  ),
  forbid(
    "lib is pure: files, network, processes and timers are platform's",
    { path: "^lib/", pathNot: `^lib/platform/|${TESTS}` },
    {
      dependencyTypes: ["core"],
      pathNot: "^(node:)?(crypto|url|util|buffer|string_decoder|module)$",
    },
  ),
  onlyPackages(
    "db uses Drizzle and postgres",
    { path: "^db/", pathNot: TESTS },
    "drizzle-orm|postgres",
  ),
  forbid(
    "only app knows Next",
    { path: "^(lib|db|workers|components|bin)/" },
    { path: "node_modules/(next|next-auth)/" },
  ),
  forbid(
    "only app and components draw",
    { path: "^(lib|db|workers|bin)/" },
    { path: "node_modules/(react|react-dom|@tanstack/react-query|htmx\\.org)/" },
  ),
  forbid(
    "htmx lives in components/htmx",
    { pathNot: "^components/htmx/" },
    { path: "node_modules/htmx\\.org/" },
  ),
  forbid(
    "guest code runs in workers/sandbox",
    { pathNot: `^workers/sandbox/|^bench/|${TESTS}` },
    { path: "node_modules/(isolated-vm|ses)/" },
  ),
  {
    name: "the sandbox child holds no database, not even far away",
    severity: /** @type {const} */ ("error"),
    from: { path: "^workers/sandbox/child(\\.ts$|/)" },
    to: { path: "^db/|node_modules/(postgres|drizzle-orm)/", reachable: true },
  },
  forbid(
    "bin drives programs and holds no packages",
    { path: "^bin/", pathNot: `^bin/checks/|${TESTS}` },
    { path: "node_modules/" },
  ),
  forbid(
    "what runs before npm ci needs nothing but Node",
    { path: BEFORE_INSTALL, pathNot: TESTS },
    { path: "node_modules/|\\.tsx?$" },
  ),
  forbid(
    "what ships needs no development packages",
    { path: "^(app|components|db|lib|workers)/", pathNot: TESTS },
    { dependencyTypes: ["npm-dev"] },
  ),
  // Order
  forbid("no cycles", {}, { circular: true }),
  forbid("no barrels", {}, { path: "/index\\.(ts|tsx|mjs)$", pathNot: "node_modules/" }),
  forbid(
    "no rooms named utils, helpers, common or services",
    {},
    { path: "/(utils|helpers|common|services)(/|\\.)", pathNot: "node_modules/" },
  ),
  forbid(
    "nothing that ships imports a test",
    { pathNot: `^e2e/|${TESTS}` },
    { path: TESTS, pathNot: "node_modules/" },
  ),
  forbid("every import is there", { pathNot: "^bench/" }, { couldNotResolve: true }),
];

export const options = {
  doNotFollow: { path: "node_modules" },
  tsPreCompilationDeps: true,
};

export const resolve = {
  exportsFields: ["exports"],
  conditionNames: ["import", "node", "default", "types"],
  extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
};
