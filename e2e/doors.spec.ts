// Who is not signed in, asks for another tenant's things, comes from another site or lacks the role is refused: at
// every server action, long action, fragment and live read there is.
import { readlinkSync } from "node:fs";
import { apiOf, readDemo } from "./api.ts";
import { actionInputs, bodyOf, foreignRefusal, queryOf } from "./door-inputs.ts";
import {
  type ActionDoor,
  actionDoors,
  addressOf,
  countDefinedActions,
  type RouteDoor,
  routeDoors,
} from "./doors.ts";
import { type Instance, processesOf } from "./instance.ts";
import { addPerson } from "./people.ts";
import { sessionCookie } from "./sign-in.ts";
import { expect, test } from "./story.ts";
import { type Ids, idsOf } from "./tenant-ids.ts";

type Headers = Record<string, string>;
type Sent = { status: number; text: string };

let cookie: string;
let viewerCookie: string;
let own: Ids;
let foreign: Ids;
let actions: ActionDoor[];

test.beforeAll(async ({ instance }) => {
  const demo = readDemo(instance);
  cookie = (await sessionCookie(instance, demo)) ?? "";
  const viewer = await addPerson(instance, { tenant: demo.tenant, role: "viewer" });
  viewerCookie = (await sessionCookie(instance, viewer)) ?? "";
  own = await idsOf(apiOf(instance, demo.apiKey));
  foreign = await idsOf(apiOf(instance, demo.otherTenant.apiKey));
  actions = actionDoors(serverOf(instance));
});

/** The folder that the web process was started from. */
function serverOf(instance: Instance): string {
  const web = processesOf(instance).find(({ command }) => command.startsWith("next-server"));
  return readlinkSync(`/proc/${web?.pid}/cwd`);
}

const fromOwnPage = ({ url }: Instance): Headers => ({
  origin: url,
  "sec-fetch-site": "same-origin",
});
const fromAnotherSite = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

/** With what the door needs, so that nothing but who asks, whence and for whose things can be wrong. */
async function send({ url }: Instance, door: RouteDoor, ids: Ids, headers: Headers): Promise<Sent> {
  const hasBody = door.method !== "GET" && door.method !== "DELETE";
  const { type, text: body } = bodyOf(door);
  const response = await fetch(`${url}${addressOf(door.path + queryOf(door), ids)}`, {
    method: door.method,
    headers: hasBody ? { "content-type": type, ...headers } : headers,
    redirect: "manual",
    ...(hasBody ? { body } : {}),
  });
  return { status: response.status, text: await response.text() };
}

async function call(
  { url }: Instance,
  { id, page }: ActionDoor,
  input: unknown,
  headers: Headers,
): Promise<Sent> {
  const response = await fetch(`${url}${addressOf(page, own)}`, {
    method: "POST",
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", ...headers },
    body: JSON.stringify([input]),
    redirect: "manual",
  });
  return { status: response.status, text: await response.text() };
}

test("all doors are found", () => {
  expect(routeDoors().length).toBeGreaterThan(15);
  expect(actions).toHaveLength(countDefinedActions());
});

test("fragments, live reads and long actions refuse who is not signed in", async ({ instance }) => {
  for (const door of routeDoors()) {
    for (const session of [{}, { cookie: "next-auth.session-token=forged" }]) {
      const { status, text } = await send(instance, door, own, {
        ...session,
        ...fromOwnPage(instance),
      });
      expect([door, status]).toEqual([door, 401]);
      expect(JSON.parse(text)).toMatchObject({ code: "unauthenticated" });
    }
  }
});

test("fragments, live reads and long actions refuse another site", async ({ instance }) => {
  for (const door of routeDoors()) {
    const { status } = await send(instance, door, own, { cookie, ...fromAnotherSite });
    expect([door, status]).toEqual([door, 403]);
  }
});

test("what changes something refuses a sender that does not say where it comes from", async ({
  instance,
}) => {
  for (const door of routeDoors().filter(({ method }) => method !== "GET")) {
    const { status } = await send(instance, door, own, { cookie });
    expect([door, status]).toEqual([door, 403]);
  }
});

test("another tenant's id is not found, and nothing of it is shown", async ({ instance }) => {
  const headers = { cookie, ...fromOwnPage(instance) };
  for (const door of routeDoors()) {
    const { status, text } = await send(instance, door, foreign, headers);
    if (door.path.includes("{")) expect([door, status]).toEqual([door, 404]);
    for (const id of Object.values(foreign))
      expect([door, text.includes(id)]).toEqual([door, false]);
  }
});

test("the same reads with own ids answer", async ({ instance }) => {
  const headers = { cookie, ...fromOwnPage(instance) };
  for (const door of routeDoors().filter(({ method }) => method === "GET")) {
    const { status } = await send(instance, door, own, headers);
    expect([door, status]).toEqual([door, 200]);
  }
});

test("a viewer changes nothing", async ({ instance }) => {
  const headers = { cookie: viewerCookie, ...fromOwnPage(instance) };
  for (const door of routeDoors().filter(({ method }) => method !== "GET")) {
    const { status } = await send(instance, door, own, headers);
    expect([door, status]).toEqual([door, 403]);
  }
  for (const action of actions.filter(({ name }) => name !== "switchTenant")) {
    const { text } = await call(instance, action, actionInputs(action.name, own), headers);
    expect([action.name, text]).toEqual([
      action.name,
      expect.stringContaining('"code":"forbidden"'),
    ]);
  }
});

test("server actions refuse who is not signed in, and who comes from elsewhere", async ({
  instance,
}) => {
  for (const action of actions) {
    const input = actionInputs(action.name, own);
    const anonymous = await call(instance, action, input, fromOwnPage(instance));
    expect([action.name, anonymous.text]).toEqual([
      action.name,
      expect.stringContaining('"code":"unauthenticated"'),
    ]);
    for (const from of [fromAnotherSite, {}]) {
      const { status } = await call(instance, action, input, { cookie, ...from });
      expect([action.name, status]).toEqual([action.name, 403]);
    }
  }
});

test("server actions do not find another tenant's things", async ({ instance }) => {
  const headers = { cookie, ...fromOwnPage(instance) };
  for (const action of actions) {
    const input = actionInputs(action.name, foreign);
    if (JSON.stringify(input) === JSON.stringify(actionInputs(action.name, own))) continue;
    const { text } = await call(instance, action, input, headers);
    expect([action.name, text]).toEqual([
      action.name,
      expect.stringContaining(foreignRefusal(action.name)),
    ]);
  }
});

test("a body that is no plain argument is refused and breaks nothing", async ({ instance }) => {
  const headers = { cookie, ...fromOwnPage(instance), "content-type": "text/plain;charset=UTF-8" };
  const shared = Array.from(
    { length: 60 },
    (_, i) => `"l${i + 1}":{"a":"$0:0:l${i}","b":"$0:0:l${i}"}`,
  );
  const bodies = [
    "",
    "[",
    "null",
    '["$1"]',
    '["$0:constructor:constructor"]',
    `[{"l0":{},${shared}}]`,
  ];
  for (const { id, name, page } of actions) {
    for (const body of bodies) {
      const response = await fetch(`${instance.url}${addressOf(page, own)}`, {
        method: "POST",
        headers: { ...headers, "next-action": id },
        body,
      });
      expect([name, body.slice(0, 40), response.status]).toEqual([name, body.slice(0, 40), 400]);
    }
  }
});

test("the sign-in's own routes answer nonsense with a refusal, and tell no reasons", async ({
  instance,
}) => {
  const post = (path: string, type: string, body: string) =>
    fetch(`${instance.url}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": type },
      body,
      redirect: "manual",
    });
  const form = "application/x-www-form-urlencoded";
  const answers = await Promise.all([
    post("callback/credentials", "application/json", "{"),
    post("callback/credentials", "application/json", '{"callbackUrl":[1]}'),
    post("_log", form, "code=x&level=error"),
    fetch(`${instance.url}/api/auth/error?error=x%0d%0aSet-Cookie:a=b`),
    fetch(`${instance.url}/api/auth/verify-request`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([415, 415, 404, 404, 404]);

  const first = await fetch(`${instance.url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const token = first.headers.getSetCookie().map((each) => each.split(";")[0]);
  const refused = await fetch(`${instance.url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { "content-type": form, cookie: token.join("; ") },
    body: new URLSearchParams({
      csrfToken,
      email: "a\u0000b@x.example",
      password: "x",
      json: "true",
    }),
  });
  expect(refused.status).toBe(401);
  expect(await refused.text()).toContain("error=CredentialsSignin");
});

test("a cookie that is no session is none, not a fault", async ({ instance }) => {
  for (const value of ["%zz", "a.b.c.d.e", "x".repeat(4000)]) {
    const asked = { headers: { cookie: `next-auth.session-token=${value}` } };
    expect((await fetch(`${instance.url}/sign-in`, asked)).status).toBe(200);
    expect((await fetch(`${instance.url}/api/live/counts`, asked)).status).toBe(401);
  }
});
