/** A reason not to start (or to go on) that one line tells a person. Everything else is a bug. */
export class SetupError extends Error {}
