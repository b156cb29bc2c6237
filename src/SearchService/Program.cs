using SearchService.Commands;

return await CommandLine.Create().Parse(args).InvokeAsync();
