// Written for repositories of organizations; payloads of personal repositories have no organization.
const payload = sdk.events.current();

const owner = payload.organization.login;
sdk.log.info(`${owner}: ${payload.repository.name} was ${payload.action}`);
