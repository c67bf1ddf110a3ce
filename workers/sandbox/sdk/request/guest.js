// sdk.request inside the isolate: read when the script first asks for it.
const { readPairs } = guest.url;

/** An object whose names are all its own, whatever they are called; a repeated name has a list. */
function objectOf(text) {
  const found = new Map();
  for (const [name, value] of readPairs(text)) {
    const before = found.get(name);
    if (before === undefined) found.set(name, value);
    else if (typeof before === "string") found.set(name, [before, value]);
    else before.push(value);
  }
  return Object.fromEntries(found);
}

const bodyReaders = {
  none: () => null,
  json: (text) => JSON.parse(text),
  form: objectOf,
  text: (text) => text,
};

guest.rooms.request = () => (run) => {
  if (run.request === null) return null;
  const { method, path, search, headers, bodyKind, rawBody } = JSON.parse(run.request);
  const body = bodyReaders[bodyKind](rawBody);
  return harden({ method, path, query: objectOf(search), headers, body, rawBody });
};
