import { answerJson } from "#app/_server/answer.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { openApiDocument } from "#app/_server/openapi.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: async () => answerJson(200, openApiDocument()),
});
