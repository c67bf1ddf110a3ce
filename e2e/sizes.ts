// The two windows in which every story of the console is told.

export const sizes = [
  { name: "wide", width: 1440, height: 900 },
  { name: "on a phone", width: 390, height: 844 },
] as const;
