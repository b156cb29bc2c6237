using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace SearchService.Api;

/// <summary>An answer depends on the request and one corpus version, so that a client may keep it until that or the program changes.</summary>
internal static class Versioned
{
    /// <summary>The program's version, without the build's metadata.</summary>
    public static string Program { get; } =
        typeof(Versioned)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>Sends the <c>ETag</c>; true when the client has this very answer.</summary>
    /// <param name="isPartial">What the time allowed for is no answer to keep: the next one may have more.</param>
    public static bool IsKnown(HttpContext context, string corpusVersion, bool isPartial = false)
    {
        if (isPartial)
        {
            context.Response.Headers.CacheControl = "no-store";
            return false;
        }

        // Weak: the time a search took is in the body and differs.
        var tag = new EntityTagHeaderValue(
            $"\"{corpusVersion.Replace(":", "-", StringComparison.Ordinal)}-{Program}\"",
            isWeak: true
        );
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsGet(context.Request.Method)
            && context
                .Request.GetTypedHeaders()
                .IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }
}
