// Its filter, `!$.deleted`, keeps deleted branches away; a push may still have no commits.
const push = sdk.events.current();

const branch = push.ref.replace(/^refs\/(heads|tags)\//, "");
for (const commit of push.commits) sdk.log.debug(commit.message, { author: commit.author.name });
sdk.log.info(`${push.commits.length} commits to ${branch}`, { pusher: push.pusher.name });
