import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Sends requests to a server as Java's own client does, which asks for HTTP/2 by an upgrade, and prints the answers. */
class HttpClientRequests {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static String root;
    private static String token;

    private static void send(String method, String path, String type, BodyPublisher body, boolean expect)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .header("Accept", "text/csv, application/n-triples")
                .expectContinue(expect)
                .method(method, body)
                .build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        System.out.println(method + " " + path + " " + answer.statusCode() + " "
                + answer.body().lines().filter(line -> !line.isBlank()).count());
    }

    /** Run with the address of a server and the token for its writes. */
    public static void main(String[] arguments) throws Exception {
        root = arguments[0];
        token = arguments[1];
        StringBuilder triples = new StringBuilder();
        for (int number = 0; number < 5000; number++) {
            triples.append("<urn:java:").append(number).append("> <urn:p> \"").append("x".repeat(50)).append("\" .\n");
        }
        byte[] document = triples.toString().getBytes(StandardCharsets.UTF_8);
        String query = "SELECT * { GRAPH <urn:a> { ?s ?p ?o } }";
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        send("PUT", "/store?graph=urn:a", "text/turtle", BodyPublishers.ofByteArray(document), false);
        send("GET", "/store?graph=urn:a", "text/turtle", BodyPublishers.noBody(), false);
        send("PUT", "/store?graph=urn:b", "text/turtle",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(document)), false);
        send("POST", "/store?graph=urn:b", "text/turtle", BodyPublishers.ofString("<urn:s> <urn:p> 1 ."), true);
        send("GET", "/store?graph=urn:b", "text/turtle", BodyPublishers.noBody(), false);
        send("POST", "/sparql", "application/sparql-query", BodyPublishers.ofString(query), false);
        send("POST", "/sparql", "application/x-www-form-urlencoded", BodyPublishers.ofString(form), false);
        send("POST", "/sparql/update", "application/sparql-update",
                BodyPublishers.ofString("INSERT DATA { GRAPH <urn:b> { <urn:t> <urn:p> 2 } }"), false);
        send("DELETE", "/store?graph=urn:a", "text/turtle", BodyPublishers.noBody(), false);
        send("GET", "/store?graph=urn:a", "text/turtle", BodyPublishers.noBody(), false);
        send("GET", "/store?graph=urn:b", "text/turtle", BodyPublishers.noBody(), false);
        token = "wrong";
        send("PUT", "/store?graph=urn:c", "text/turtle", BodyPublishers.ofByteArray(new byte[50_000_000]), false);
    }
}
