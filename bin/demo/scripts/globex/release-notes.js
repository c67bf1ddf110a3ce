// The first paragraph of a release's notes. A release may have no notes: then body is null and this fails.
const { release, repository } = sdk.events.current();

const [summary] = release.body.split(/\r?\n\r?\n/);
sdk.log.info(`${repository.full_name} ${release.tag_name}`, { summary: summary.slice(0, 200) });
