import { answerProblem } from "#app/_server/answer.ts";
import { observe } from "#app/_server/observe.ts";

const notFound = (request: Request) =>
  observe(request, async () =>
    answerProblem({ code: "not_found", detail: "There is no such route in /api/v1." }),
  );

export {
  notFound as DELETE,
  notFound as GET,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
