// Filter: `$.check_run.conclusion == 'failure'`.
const { check_run: check, repository } = sdk.events.current();

await sdk.events.emit("build.broken", { check: check.name, repository: repository.full_name });
sdk.log.error(`${check.name} failed in ${repository.full_name}`, { url: check.html_url });
