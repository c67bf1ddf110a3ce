// The budget of sdk.crypto (decision 30). guest.js knows dataBytes, too, so that nothing larger is even printed.
export const cryptoLimits = { dataBytes: 1024 * 1024, compareBytes: 64 * 1024 } as const;

export const algorithms = ["sha256", "sha384", "sha512", "sha1"] as const;
export const encodings = ["hex", "base64", "base64url"] as const;
