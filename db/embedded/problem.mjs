/** Why an embedded server cannot be had on this machine, in words for whoever starts it. */
export class EmbeddedProblem extends Error {}
