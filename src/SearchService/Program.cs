using SearchService.Commands;

return await CommandLine.RunAsync(args);
