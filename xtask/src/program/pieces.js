// Loads the program's pieces, each file once, with the integrity that the build found (security.md HDR-08).
const pieceFile = (name, integrity) => {
  let loading;
  const load = () => {
    const answer = fetch(new URL(name, import.meta.url), { integrity });
    // It shares the program's memory and its table of functions.
    return WebAssembly.instantiateStreaming(answer, { program: wasm });
  };
  return () => {
    loading ??= load().catch((error) => {
      // What failed once may be tried again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
};
// What the program calls for a piece; it is told whether all files of it are there.
const pieceOf = (files) => async (callback, data) => {
  const isThere = await Promise.all(files.map((file) => file())).then(
    () => true,
    (error) => {
      console.error(error);
      return false;
    },
  );
  wasm.__indirect_function_table.get(callback)(data, isThere);
};
