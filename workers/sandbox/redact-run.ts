// Takes the secrets that a run has read out of everything it leaves for people to read. Events it emits are untouched: what
// they carry is the script's own business.
import type { Effect } from "#lib/executions/effect.ts";
import type { LogLine, RunError, RunProgress, RunResult } from "#lib/executions/run-result.ts";
import {
  createRedactor,
  newRedactionBudget,
  type RedactionBudget,
  type Redactor,
} from "#lib/secrets/redactor.ts";

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
    logs: safeLines(secretValues, logs),
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
  return safeLines(secretValues, lines);
}

export function redactEffect(effect: Effect, secretValues: SecretValues): Effect {
  return secretValues.size === 0 ? effect : safeEffect(redactorOf(secretValues), effect);
}

type Made = {
  size: number;
  redactor: Redactor;
  budget: RedactionBudget;
  /** Lines that were streamed while the run went on need not be looked through again. */
  lines: WeakMap<LogLine, LogLine>;
};
const made = new WeakMap<SecretValues, Made>();

/** The set only grows while its run goes on. */
function madeFor(secretValues: SecretValues): Made {
  const known = made.get(secretValues);
  if (known?.size === secretValues.size) return known;
  const budget = known?.budget ?? newRedactionBudget();
  const redactor = createRedactor(secretValues, budget);
  const fresh = { size: secretValues.size, redactor, budget, lines: new WeakMap() };
  made.set(secretValues, fresh);
  return fresh;
}

function redactorOf(secretValues: SecretValues): Redactor {
  return madeFor(secretValues).redactor;
}

function safeLines(secretValues: SecretValues, lines: readonly LogLine[]): LogLine[] {
  const { redactor, lines: known } = madeFor(secretValues);
  return lines.map((line) => {
    const safe = known.get(line) ?? safeLine(redactor, line);
    known.set(line, safe);
    return safe;
  });
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
