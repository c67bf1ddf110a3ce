// Takes the secrets that a run has read out of everything it leaves for people to read. Events it emits are untouched: what
// they carry is the script's own business.
import type { Effect } from "#lib/executions/effect.ts";
import type { LogLine, RunError, RunProgress, RunResult } from "#lib/executions/run-result.ts";
import { createRedactor, type Redactor } from "#lib/secrets/redactor.ts";

type SecretValues = ReadonlySet<string>;

/** The run's own result when it has read no secret. */
export function redactRun(result: RunResult, secretValues: SecretValues): RunResult {
  if (secretValues.size === 0) return result;
  const redactor = redactorOf(secretValues);
  const { error, resultJson, logs, effects } = result;
  return {
    ...result,
    error: error && safeError(redactor, error),
    resultJson: resultJson === null ? null : redactor.json(resultJson),
    logs: logs.map((line) => safeLine(redactor, line)),
    effects: effects.map((effect) => safeEffect(redactor, effect)),
  };
}

/** As `redactRun`, for what is shown of a run while it goes on. */
export function redactProgress(progress: RunProgress, secretValues: SecretValues): RunProgress {
  return {
    logs: redactLogs(progress.logs, secretValues),
    effects: progress.effects.map((effect) => redactEffect(effect, secretValues)),
  };
}

export function redactLogs(
  lines: readonly LogLine[],
  secretValues: SecretValues,
): readonly LogLine[] {
  if (secretValues.size === 0) return lines;
  const redactor = redactorOf(secretValues);
  return lines.map((line) => safeLine(redactor, line));
}

export function redactEffect(effect: Effect, secretValues: SecretValues): Effect {
  return secretValues.size === 0 ? effect : safeEffect(redactorOf(secretValues), effect);
}

const made = new WeakMap<SecretValues, { size: number; redactor: Redactor }>();

/** The set only grows while its run goes on. */
function redactorOf(secretValues: SecretValues): Redactor {
  const known = made.get(secretValues);
  if (known?.size === secretValues.size) return known.redactor;
  const redactor = createRedactor(secretValues);
  made.set(secretValues, { size: secretValues.size, redactor });
  return redactor;
}

function safeLine(redactor: Redactor, line: LogLine): LogLine {
  const safe: LogLine = { ...line, message: redactor.text(line.message) };
  if (line.data !== undefined) safe.data = JSON.parse(redactor.json(JSON.stringify(line.data)));
  return safe;
}

function safeEffect(redactor: Redactor, effect: Effect): Effect {
  const safe: Effect = { ...effect, target: redactor.text(effect.target) };
  if (effect.error !== undefined) safe.error = redactor.text(effect.error);
  if (effect.result !== undefined) safe.result = safeResult(redactor, effect);
  return safe;
}

/** JSON, unless it was cut. Of a secret, however short, nothing is shown. */
function safeResult(redactor: Redactor, { kind, result = "" }: Effect): string {
  if (kind === "secrets.get") return '"***"';
  return result.endsWith("…") ? redactor.text(result) : redactor.json(result);
}

function safeError(redactor: Redactor, error: RunError): RunError {
  const name = redactor.errorText(error.name);
  const message = redactor.errorText(error.message);
  const safe: RunError = { ...error, name, message };
  if (error.stack !== undefined) safe.stack = safeStack(redactor, error, error.stack);
  return safe;
}

/** It begins with name and message, and where the message was cut is in its middle. */
function safeStack(redactor: Redactor, { name, message }: RunError, stack: string): string {
  const title = `${name}: ${message}`;
  if (!stack.startsWith(title)) return redactor.errorText(stack);
  const safeTitle = `${redactor.errorText(name)}: ${redactor.errorText(message)}`;
  return redactor.text(`${safeTitle}${redactor.errorText(stack.slice(title.length))}`);
}
