import { answerEndpoint } from "#app/_server/endpoint-door.ts";

export const GET = answerEndpoint;
export const HEAD = answerEndpoint;
export const POST = answerEndpoint;
export const PUT = answerEndpoint;
export const PATCH = answerEndpoint;
export const DELETE = answerEndpoint;
export const OPTIONS = answerEndpoint;
