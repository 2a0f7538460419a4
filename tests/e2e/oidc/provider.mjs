// An OpenID Connect provider for one client: node provider.mjs PORT WAY_BACK. A login that begins with a group is in it.
import { Provider } from 'oidc-provider';

const [port, wayBack] = process.argv.slice(2);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'page', client_secret: 'known-to-both-of-them', redirect_uris: [wayBack] }],
  claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
  pkce: { required: () => true },
  findAccount: (_context, login) => ({
    accountId: login,
    claims: () => ({ sub: login, preferred_username: login, groups: [login.split('-')[0], 'everybody'] }),
  }),
});

provider.listen(Number(port), '127.0.0.1', () => console.log('serving'));
