using System.Text.Encodings.Web;
using SearchService.Api;
using SearchService.Commands;
using SearchService.Pages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Hosting;

/// <summary>Puts the program together.</summary>
internal static class ServiceHost
{
    /// <summary>The service with its worker and its API, ready to start.</summary>
    /// <param name="given">Settings of the command line, by configuration key.</param>
    /// <param name="replace">Called last on the parts; tests put a clock of their own in place of the system's.</param>
    public static WebApplication Build(
        IReadOnlyDictionary<string, string?> given,
        IAnsiConsole console,
        Action<IServiceCollection>? replace = null
    )
    {
        // The settings' file lies beside the program, wherever that is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddInMemoryCollection(given);
        builder.Services.AddSingleton(console);
        builder.Services.AddRetrieval();
        builder.Services.AddIndexingWorker();
        builder.Services.AddPages();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddApiDescription();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;

            // JSON is never read as HTML here: quotation marks and letters of all scripts stay as they are.
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                // A request that cannot be read (too long, cut short) is no failure of the service.
                StatusCodeSelector = failure =>
                    failure switch
                    {
                        BadHttpRequestException unreadable => unreadable.StatusCode,
                        PassageIndexUnreadableException => StatusCodes.Status503ServiceUnavailable,
                        _ => StatusCodes.Status500InternalServerError,
                    },
                SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
            }
        );
        app.UseStatusCodePages();
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return next(context);
            }
        );
        app.Use(AnswerHeadAsGet);
        app.UseRouting();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        var v1 = app.MapGroup("/v1");
        v1.MapSearch();
        v1.MapConcordance();
        v1.MapSuggest();
        v1.MapPassages();
        v1.MapQuotations();
        v1.MapDocuments();
        v1.MapCorpus();
        app.MapPages();
        app.MapNotYet();
        return app;
    }

    /// <summary>HEAD is GET without the body (RFC 9110, 9.3.2).</summary>
    private static async Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
            context.Response.Body = body;
        }
    }

    /// <summary>The folders of the texts and of the index, absolute.</summary>
    public static (string Corpus, string Index) Paths(IReadOnlyDictionary<string, string?> given)
    {
        var configuration = Configuration(given);
        var corpus = configuration.GetSection(CorpusSettings.Section).Get<CorpusSettings>() ?? new CorpusSettings();
        var index = configuration.GetSection(IndexSettings.Section).Get<IndexSettings>() ?? new IndexSettings();
        return (Path.GetFullPath(corpus.Path), Path.GetFullPath(index.Path));
    }

    /// <summary>The engine that is set.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">There is no such engine, or not in this build.</exception>
    public static IndexEngine Engine(IReadOnlyDictionary<string, string?> given) =>
        IndexEngine.Chosen(Configuration(given));

    /// <summary>What one search may cost.</summary>
    public static SearchLimits Limits(IReadOnlyDictionary<string, string?> given)
    {
        var search = Configuration(given).GetSection(SearchSettings.Section).Get<SearchSettings>();
        return new SearchLimits { Time = TimeSpan.FromSeconds((search ?? new SearchSettings()).TimeLimitSeconds) };
    }

    private static IConfigurationRoot Configuration(IReadOnlyDictionary<string, string?> given) =>
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(given)
            .Build();

    /// <summary>Runs a command on the index as it is; one that cannot be read, or is not there, is said to be so.</summary>
    /// <returns>The exit code.</returns>
    public static int WithIndex(
        IReadOnlyDictionary<string, string?> given,
        Func<IPassageIndex, int> command,
        bool verify = false
    )
    {
        var (_, folder) = Paths(given);
        if (!Directory.Exists(folder))
        {
            CommandOutput
                .Errors()
                .WriteLine($"There is no index in {folder}; 'SearchService index' makes it from the corpus.");
            return 1;
        }

        try
        {
            using var index = Engine(given).Open(folder, verify);
            return command(index);
        }
        catch (PassageIndexUnreadableException unreadable)
        {
            CommandOutput
                .Errors()
                .WriteLine(
                    $"The index in {folder} cannot be read: {unreadable.Message} 'SearchService index' builds it again."
                );
            return 1;
        }
    }

    /// <summary>Prints what is wrong with a command's parameters.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(IReadOnlyList<ParameterFault> faults)
    {
        foreach (var fault in faults)
        {
            CommandOutput.Errors().WriteLine($"{fault.Parameter}: {fault.Message}");
        }

        return 2;
    }
}
