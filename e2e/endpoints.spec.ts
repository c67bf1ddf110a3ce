// Endpoints: written in the console, called over HTTP, seen among the executions; and what stands between a tenant's script
// and the console whose origin it shares.
import { apiOf, type Demo, type Json, readDemo } from "./api.ts";
import { type Instance, processesOf } from "./instance.ts";
import { sendRaw } from "./raw-http.ts";
import { sessionCookie, signIn } from "./sign-in.ts";
import { expect, test } from "./story.ts";

let demo: Demo;
test.beforeAll(({ instance }) => {
  demo = readDemo(instance);
});

let count = 0;

/** Resolves with the script, and where it answers. */
async function createEndpoint(instance: Instance, source: string, more: object = {}) {
  count += 1;
  const path = `story/e${process.pid}n${count}`;
  const script: Json = await apiOf(instance, demo.apiKey).post("/scripts", {
    name: `endpoint ${path}`,
    kind: "http_endpoint",
    language: "javascript",
    source,
    path,
    rateLimit: 1_000,
    ...more,
  });
  const target = `/x/${demo.tenant}/${path}`;
  return { script, target, url: `${instance.url}${target}` };
}

test("written in the console, called, and seen among the executions", async ({
  page,
  instance,
}) => {
  const path = `story/written-${process.pid}`;
  await signIn(page, demo);
  await page.goto("/scripts/new");
  await page.getByLabel("Name").fill(`written ${process.pid}`);
  await page.getByLabel("Kind").selectOption("http_endpoint");
  await page.getByLabel("Path").fill(path);
  await page.getByLabel("Requests per second").fill("50");
  await page.getByRole("button", { name: "Create script" }).click();
  await page.waitForURL(/\/scripts\/[0-9a-f-]{36}$/);
  const script = page.url();
  const address = `${instance.url}/x/${demo.tenant}/${path}`;
  const copy = page.getByRole("button", { name: "Copy address" });
  await expect(copy).toHaveAttribute("data-copy", address);
  const answer = await fetch(`${address}?name=Ada`);
  expect([answer.status, await answer.json()]).toEqual([200, { hello: "Ada" }]);
  await page.goto(`${script}/executions`);
  await page
    .getByRole("row", { name: /succeeded/i })
    .first()
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByText(`GET ${path}`)).toBeVisible();
  await page.goto(`${script}/settings`);
  await expect(page.getByText(address)).toBeVisible();
  await expect(page.getByText("Anybody")).toBeVisible();
});

test("a failure is 500, and its execution says why", async ({ instance }) => {
  const { url, script } = await createEndpoint(instance, "throw new Error('no stock left')");
  const answer = await fetch(url, { method: "POST", body: "x" });
  const problem = await answer.json();
  expect(problem).toMatchObject({ status: 500, code: "internal" });
  expect(JSON.stringify(problem)).not.toContain("stock");
  const execution = await apiOf(instance, demo.apiKey).get(`/executions/${problem.executionId}`);
  expect(execution).toMatchObject({
    scriptId: script.id,
    trigger: "http",
    status: "failed",
    error: { message: "no stock left" },
  });
});

test("while no worker is there it is 503, and goes on by itself", async ({ instance }) => {
  const { url } = await createEndpoint(instance, "return { body: 'here' }");
  expect(await (await fetch(url)).text()).toBe("here");
  const worker = processesOf(instance).find(({ command }) => command.includes("workers/main"));
  process.kill(worker?.pid ?? 0, "SIGKILL");
  await expect.poll(async () => (await fetch(url)).status, { intervals: [20] }).toBe(503);
  const away = await fetch(url);
  if (away.status === 503) {
    expect(Number(away.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(away.headers.get("content-security-policy")).toContain("sandbox");
  }
  await expect.poll(async () => (await fetch(url)).status, { timeout: 30_000 }).toBe(200);
});

test("an unknown tenant and an unknown path are one answer, and no way to the sign-in", async ({
  instance,
}) => {
  const get = async (path: string) => {
    const answer = await fetch(`${instance.url}${path}`, { redirect: "manual" });
    return [answer.status, answer.headers.get("content-type"), await answer.text()];
  };
  const unknown = await get(`/x/${demo.tenant}/nothing-here`);
  expect(unknown.slice(0, 2)).toEqual([404, "application/problem+json"]);
  for (const path of ["/x/nobody/nothing", "/x/nobody", "/x/", "/x/a/b/", "/x//b", "/x/a/%zz"]) {
    expect(await get(path), path).toEqual(unknown);
  }
});

test("a key of another tenant opens nothing", async ({ instance }) => {
  const { url } = await createEndpoint(instance, "return { body: sdk.request.headers }", {
    auth: "api_key",
  });
  const call = (headers: Record<string, string>) => fetch(url, { headers });
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  expect((await call({})).status).toBe(401);
  expect((await call(bearer(demo.otherTenant.apiKey))).status).toBe(401);
  expect((await call({ "x-scriptbus-authorization": `Bearer ${demo.apiKey}` })).status).toBe(401);
  const answer = await call(bearer(demo.apiKey));
  expect(answer.status).toBe(200);
  expect(await answer.text()).not.toContain(demo.apiKey);
});

test("a script hears no cookie and nothing of the instance, and its answer cannot touch the console", async ({
  instance,
}) => {
  const source = `return {
    headers: { "content-type": "text/html", "content-language": "en" },
    body: "<script>1</script>" + JSON.stringify(sdk.request.headers),
  };`;
  const { url } = await createEndpoint(instance, source);
  const cookie = (await sessionCookie(instance, demo)) ?? "";
  const answer = await fetch(url, { headers: { cookie, authorization: "Basic own" } });
  const text = await answer.text();
  expect(text).toContain('"authorization":"Basic own"');
  expect(text).not.toMatch(/cookie|x-scriptbus|bearer/i);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/html",
    "content-language": "en",
    "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(answer.headers.get("set-cookie")).toBeNull();
  const worker = await fetch(url, { headers: { "service-worker": "script" } });
  expect(worker.status).toBe(403);
});

test("in a browser a tenant's page runs no script and reaches nothing", async ({
  page,
  instance,
}) => {
  const source = `return {
    headers: { "content-type": "text/html" },
    body: "<title>before</title><script>document.title = 'ran'</script><img src='/icon.svg'><form action='/sign-in' method=post><button>go</button></form>",
  };`;
  const { target } = await createEndpoint(instance, source);
  await signIn(page, demo);
  // What the console still loads ends with its page.
  await page.goto("about:blank");
  const loaded: string[] = [];
  page.on("response", (response) => loaded.push(new URL(response.url()).pathname));
  await page.goto(target);
  await page.getByRole("button", { name: "go" }).click();
  await expect(page).toHaveTitle("before");
  expect(new URL(page.url()).pathname).toBe(target);
  expect(loaded.filter((path) => path !== target && path !== "/favicon.ico")).toEqual([]);
});

for (const header of [
  "set-cookie",
  "Service-Worker-Allowed",
  "clear-site-data",
  "content-length",
  "transfer-encoding",
  "x-accel-redirect",
  "content-security-policy",
]) {
  test(`a script that sets ${header} has failed`, async ({ instance }) => {
    const { url } = await createEndpoint(
      instance,
      `return { headers: { "${header}": "1" }, body: "x" }`,
    );
    const answer = await fetch(url);
    expect(answer.status).toBe(500);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
}

test("what is ambiguous or too much on the wire reaches no script", async ({ instance }) => {
  const { target, script } = await createEndpoint(instance, "return { body: 'ran' }");
  const host = new URL(instance.url).host;
  const post = (headers: string, body: string, path = target) =>
    sendRaw(instance.url, `POST ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n\r\n${body}`);
  const statuses = {
    "two lengths": (await post("Content-Length: 1\r\nContent-Length: 5", "hello")).status,
    "length and chunks": (
      await post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")
    ).status,
    "an unknown coding": (await post("Transfer-Encoding: identity, chunked, x", "0\r\n\r\n"))
      .status,
    "a header with a line break": (await post("X-A: b\n c\r\nContent-Length: 0", "")).status,
    "headers of 20 KB": (await post(`X-A: ${"a".repeat(20_000)}\r\nContent-Length: 0`, "")).status,
    "a body of 1 MB and one": (await post("Content-Length: 1000001", "a".repeat(1_000_001))).status,
    "a way up": (await post("Content-Length: 0", "", `/x/other/../${target.slice(3)}`)).status,
    "an encoded way up": (await post("Content-Length: 0", "", `/x/other/%2e%2e/${target.slice(3)}`))
      .status,
    "an encoded slash": (await post("Content-Length: 0", "", target.replace("story/", "story%2F")))
      .status,
    "a way into the console": (await post("Content-Length: 0", "", "/x/../scripts")).status,
  };
  expect(statuses).toEqual({
    "two lengths": 400,
    "length and chunks": 400,
    "an unknown coding": 400,
    "a header with a line break": 400,
    "headers of 20 KB": 431,
    "a body of 1 MB and one": 413,
    "a way up": 404,
    "an encoded way up": 404,
    "an encoded slash": 404,
    "a way into the console": 404,
  });
  const { items } = await apiOf(instance, demo.apiKey).get(`/executions?scriptId=${script.id}`);
  expect(items).toEqual([]);
});

test("a body that does not arrive is not waited for", async ({ instance }) => {
  const { target } = await createEndpoint(instance, "return { body: 'ran' }");
  const host = new URL(instance.url).host;
  const text = `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\na`;
  const answer = await sendRaw(instance.url, text);
  expect(answer.status).toBe(408);
  expect(answer.head).toMatch(/^connection: close$/im);
});

test("every method goes the same way", async ({ instance }) => {
  const { url, target } = await createEndpoint(instance, "return { body: sdk.request.method }");
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await fetch(url, { method });
    expect([answer.status, await answer.text()], method).toEqual([200, method]);
  }
  const head = await fetch(url, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  const options = await fetch(url, { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow")]).toEqual([
    204,
    "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS",
  ]);
  const host = new URL(instance.url).host;
  const odd = await sendRaw(instance.url, `PROPFIND ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  expect(odd.status).toBe(400);
});
