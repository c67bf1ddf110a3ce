// Seeds of demo streams: short enough for document numbers that a person reads.

/** They are whole numbers from 0 to this. */
export const greatestSeed = 999_999;
