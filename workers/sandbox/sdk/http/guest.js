// sdk.http inside the isolate: brings every way of calling to one, and parses JSON at the run's own cost.
const httpMethods = ["get", "head", "options", "post", "put", "patch", "delete"];
const httpMethodsWithoutBody = ["get", "head", "options"];

function toHttpBody(kit, body) {
  if (body === undefined || body === null) return null;
  if (typeof body === "string") return { text: body, type: "text/plain;charset=utf-8" };
  if (body instanceof guest.web.URLSearchParams) {
    return { text: body.toString(), type: "application/x-www-form-urlencoded;charset=utf-8" };
  }
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) {
    throw new TypeError("bytes cannot be sent: send text, such as base64, or JSON");
  }
  const text = kit.toJson(body);
  if (text === undefined) throw new TypeError("the body is no JSON value");
  return { text, type: "application/json" };
}

/** The form of `request` with everything in one object. */
function isHttpRequest(target) {
  return typeof target === "object" && target !== null && !(target instanceof guest.web.URL);
}

function fromHttpAnswer({ status, headers, body, isJson }) {
  return { status, headers, body: isJson ? parseOrKeep(body) : body };
}

/** Some servers say JSON and answer something else: then it is text. */
function parseOrKeep(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toHttpMethod(method) {
  const name = typeof method === "string" ? method.toLowerCase() : "";
  if (httpMethods.includes(name)) return name;
  const known = httpMethods.join(", ").toUpperCase();
  throw new TypeError(`sdk.http.request(url, body?, options?): method must be one of ${known}`);
}

guest.rooms.http = (kit) => (run) => {
  async function send(method, url, body, options) {
    const sent = toHttpBody(kit, body);
    if (sent !== null && httpMethodsWithoutBody.includes(method)) {
      throw new TypeError(`a ${method.toUpperCase()} request has no body: choose another method`);
    }
    const json = kit.toJson([url, sent, options ?? {}]);
    return fromHttpAnswer(await kit.ask(run, `http.${method}`, json));
  }

  /** `(url, options)`, and `(url, null, options)` as the methods with a body take it. */
  function sendWithout(method, url, second, third) {
    return third === undefined ? send(method, url, null, second) : send(method, url, second, third);
  }

  return {
    get: async (url, options, third) => sendWithout("get", url, options, third),
    delete: async (url, options, third) => sendWithout("delete", url, options, third),
    post: async (url, body, options) => send("post", url, body, options),
    put: async (url, body, options) => send("put", url, body, options),
    patch: async (url, body, options) => send("patch", url, body, options),
    async request(target, body, options) {
      if (!isHttpRequest(target)) {
        const { method = "GET", ...others } = options ?? {};
        return send(toHttpMethod(method), target, body, others);
      }
      const { url, method = "GET", body: own, ...others } = target;
      return send(toHttpMethod(method), url, own, others);
    },
  };
};
