// sdk.log and console inside the isolate. Too many lines are cut and marked, never an error.
function write(kit, run, level, message, dataJson) {
  if (run.over || run.logLines > kit.limits.logLines) return;
  const at = kit.Date.now();
  const text = message.slice(0, kit.limits.logBytes);
  const line = `{"at":${at},"level":"${level}","message":${JSON.stringify(text)}${dataJson === undefined ? "" : `,"data":${dataJson}`}}`;
  run.logLines += 1;
  run.logBytes += line.length;
  if (run.logLines <= kit.limits.logLines && run.logBytes <= kit.limits.logBytes) {
    return kit.tell(run, "log.write", line);
  }
  run.logLines = Number.POSITIVE_INFINITY;
  kit.tell(
    run,
    "log.write",
    `{"at":${at},"level":"warn","message":"log truncated: the limit of this run is reached","truncated":true}`,
  );
}

function printed(value) {
  if (typeof value === "string") return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

guest.rooms.log = (kit) => (run) => {
  const writer = (level) => (message, data) =>
    write(kit, run, level, printed(message), data === undefined ? undefined : kit.toJson(data));
  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
  };
};

guest.consoleOf = (log) => {
  const joined =
    (write) =>
    (...values) =>
      write(values.map(printed).join(" "));
  const info = joined(log.info);
  const debug = joined(log.debug);
  return Object.freeze({
    log: info,
    info,
    debug,
    trace: debug,
    warn: joined(log.warn),
    error: joined(log.error),
  });
};
