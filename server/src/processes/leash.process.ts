// Loaded into a forked program before anything of its own (node --import): a program whose starter is
// gone gets some seconds to end in good order and is then ended, whatever it is doing by itself.
const GRACE_MS = 5_000;

const letGo = () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
};

if (process.connected) {
  process.once('disconnect', letGo);
  process.channel?.unref(); // the leash alone is no reason to stay alive
} else {
  process.exit(1);
}
