// What a person may be in a tenant (decision 39): developer and operator are siblings, admin holds both.
export type Role = "viewer" | "developer" | "operator" | "admin";
