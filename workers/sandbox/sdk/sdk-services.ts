// What the calls of the sdk may use of the world, given once when the sandbox's pool is made.

export type SdkServices = Record<string, never>;
