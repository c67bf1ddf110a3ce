// sdk.log and console inside the isolate. Too many lines are cut and marked, never an error.
const longestMessage = 32_768;

function write(kit, run, level, message, dataJson) {
  if (run.over || run.logLines > kit.limits.logLines) return;
  const at = `{"at":${kit.Date.now()}`;
  const text =
    message.length > longestMessage ? `${message.slice(0, longestMessage)}… (cut)` : message;
  const data = dataJson === undefined ? "" : `,"data":${dataJson}`;
  const line = `${at},"level":"${level}","message":${JSON.stringify(text)}${data}}`;
  run.logLines += 1;
  run.logBytes += utf8Bytes(line, kit.limits.logBytes);
  if (run.logLines <= kit.limits.logLines && run.logBytes <= kit.limits.logBytes) {
    kit.tell(run, "log.write", line);
  } else {
    run.logLines = Number.POSITIVE_INFINITY;
    kit.tell(run, "log.write", `${at},"level":"warn","message":"${truncated(kit.limits)}"}`);
  }
}

function truncated({ logLines, logBytes }) {
  return `log truncated: a run may write ${logLines} lines and ${logBytes} bytes`;
}

/** Counts no further than just past `enough`. */
function utf8Bytes(text, enough) {
  if (text.length > enough) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    // Of a surrogate pair each half counts two.
    if (code > 0x7f) bytes += code > 0x7ff && (code & 0xf800) !== 0xd800 ? 2 : 1;
  }
  return bytes;
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
