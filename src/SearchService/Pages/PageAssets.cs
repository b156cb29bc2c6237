using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace SearchService.Pages;

/// <summary>
/// The stylesheet, scripts and pictures of the pages, carried in the program. Their path holds a hash of them all, so that a browser
/// may keep them for ever and has the right ones after an update.
/// </summary>
internal static class PageAssets
{
    private const string Prefix = "SearchService.Pages.Assets.";
    private const string StylesheetName = "site.css";

    private static readonly FrozenDictionary<string, byte[]> Files = Load();

    private static readonly string Folder = $"/assets/{Hash()}/";

    public static string Stylesheet { get; } = Folder + StylesheetName;

    /// <summary>The path of a file.</summary>
    public static string Of(string name) =>
        Files.ContainsKey(name)
            ? Folder + name
            : throw new ArgumentException($"There is no asset '{name}'.", nameof(name));

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{hash}/{name}", Send).ExcludeFromDescription();

    private static IResult Send(HttpContext context, string hash, string name)
    {
        if (!Files.TryGetValue(name, out var bytes))
        {
            return TypedResults.NotFound();
        }

        // A page that was opened before an update asks for the old path: it gets what there is now, but not to keep.
        var isCurrent = Folder == $"/assets/{hash}/";
        context.Response.Headers[HeaderNames.CacheControl] = isCurrent
            ? "public, max-age=31536000, immutable"
            : "no-store";
        var type = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        return TypedResults.Bytes(bytes, type);
    }

    /// <summary>The style sheets of the pages are one file, in the order of their names.</summary>
    private static FrozenDictionary<string, byte[]> Load()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var styles = new StringBuilder();
        var assembly = typeof(PageAssets).Assembly;
        foreach (
            var resource in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = reader.ReadToEnd();
            if (resource.EndsWith(".css", StringComparison.Ordinal))
            {
                styles.Append(text);
            }
            else
            {
                files[resource[Prefix.Length..]] = Encoding.UTF8.GetBytes(text);
            }
        }

        files[StylesheetName] = Encoding.UTF8.GetBytes(styles.ToString());
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
