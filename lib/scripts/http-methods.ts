// The methods an endpoint may answer, apart from the schemas so that a form can offer them without carrying those.

export const httpMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof httpMethods)[number];

export function isHttpMethod(text: string): text is HttpMethod {
  return httpMethods.some((method) => method === text);
}
